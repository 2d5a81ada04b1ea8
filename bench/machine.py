"""What was measured on: without it a figure says little."""

import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser

_PACKAGES = (
    "streamlit",
    "folium",
    "pyvis",
    "pandas",
    "streamlit-folium",
    "plotly",
    "pydeck",
    "streamlit-echarts",
    "st-link-analysis",
    "dash",
    "dash-leaflet",
    "playwright",
)


def describe_machine(browser: Browser) -> dict[str, Any]:
    """Return processor, memory, load and versions."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "load_before": round(psutil.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "chromium": browser.version,
        "packages": {name: importlib.metadata.version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
