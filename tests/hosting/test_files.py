"""What cannot be run here, image and cluster, is held by schemas, a linter and the promises it keeps."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from atlas.paths import ROOT
from tests.hosting.replicas import HOME, read_unit

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
HOSTING = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
MANIFESTS = {
    path.stem: path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.stem != "kustomization"
}
KUBERNETES = ("1.32", "1.37")
"""The oldest version with all that is used, and the newest the schemas know."""

LABELS = {"app.kubernetes.io/name": "atlas"}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)


def read(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def manifest(name):
    return read(MANIFESTS[name])


# What is installed


def pins(name):
    """Package → version of a file of requirements, names as the index writes them."""
    found = PINNED.findall((ROOT / name).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def test_the_lock_holds_just_what_the_requirements_hold():
    assert pins("deploy/requirements.lock") == pins("requirements.txt"), "run `make lock`"


def test_every_package_of_the_lock_has_a_hash():
    text = (DEPLOY / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z])", text, flags=re.M)[1:]
    assert len(entries) == len(pins("requirements.txt"))
    for entry in entries:
        lines = entry.replace("\\\n", " ").split()
        assert len(lines) > 1, lines
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", part) for part in lines[1:]), lines[0]


# The container


def stages():
    """The build's stages, each as its instructions."""
    joined = re.sub(r"\\\n", " ", DOCKERFILE)
    lines = [line.strip() for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    split: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("FROM "):
            split.append([])
        split[-1].append(line)
    return split[1:]


def test_the_linter_has_nothing_to_say():
    linter = Path(sys.executable).with_name("hadolint")
    checked = subprocess.run(
        [linter, "--failure-threshold", "style", DEPLOY / "Dockerfile"], capture_output=True, text=True
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_base_is_pinned_or_the_build_stops(tmp_path):
    assert all(stage[0].startswith("FROM ${BASE}") for stage in stages())
    assert re.search(r"^ARG BASE$", DOCKERFILE, re.M), "no default: a tag may be another image tomorrow"
    guard = next(line for line in stages()[0] if "sha256" in line).removeprefix("RUN ")
    for base, code in (("python:3.11-slim-bookworm", 1), (f"python:3.11@sha256:{'0' * 64}", 0)):
        assert subprocess.run(["sh", "-c", guard], env={"BASE": base}, capture_output=True).returncode == code


def test_only_hashed_wheels_are_installed():
    installs = [line for line in stages()[0] if "install" in line and line.startswith("RUN")]
    assert len(installs) == 1
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(shlex.split(installs[0]))


def test_the_last_stage_holds_no_tools_and_is_not_root():
    last = stages()[-1]
    assert not any(re.search(r"apt-get|apk|\binstall\b|curl|wget", line) for line in last)
    assert [line for line in last if line.startswith("RUN")] == [
        "RUN python -m pip uninstall --yes --root-user-action=ignore pip setuptools wheel"
    ]
    user = next(line for line in last if line.startswith("USER "))
    assert re.fullmatch(r"USER [1-9]\d+:[1-9]\d+", user)
    assert last.index(user) > max(
        index for index, line in enumerate(last) if line.startswith(("COPY", "RUN"))
    )


def test_nothing_is_brought_from_elsewhere():
    assert not re.search(r"^ADD |https?://(?!127\.0\.0\.1)", DOCKERFILE, re.M)


def test_the_image_is_asked_how_it_is():
    check = next(line for line in stages()[-1] if line.startswith("HEALTHCHECK"))
    code = json.loads(check.partition("CMD ")[2])
    assert code[:2] == ["python", "-c"]
    assert "/_stcore/health" in code[2]
    compile(code[2], "HEALTHCHECK", "exec")


def test_whatever_the_atlas_needs_is_in_the_image():
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    kept = {line[1:].rstrip("/") for line in ignored if line.startswith("!")}
    copied = [line.split()[1:-1] for line in stages()[0] if line.startswith("COPY ")]
    assert {source.rstrip("/") for sources in copied for source in sources} == kept
    own = {"app.py", "dashboard.py", "pages", "atlas", "data", "geo", ".streamlit"}
    assert own <= kept
    assert all((ROOT / path).exists() for path in kept)


# Several containers


def test_compose_is_what_its_specification_says():
    # Here and not above: it takes a second, and most tests do without.
    import check_jsonschema
    import jsonschema

    schemas = Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor"
    schema = json.loads((schemas / "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(read(DEPLOY / "compose.yaml"))


def test_every_replica_of_compose_is_one_of_nginx_and_locked_in():
    compose = read(DEPLOY / "compose.yaml")
    atlases = {name: service for name, service in compose["services"].items() if name.startswith("atlas-")}
    assert len(atlases) >= 3
    lines = (DEPLOY / "nginx/compose/replicas.conf").read_text(encoding="utf-8")
    addresses = {service["networks"]["inside"]["ipv4_address"] for service in atlases.values()}
    assert set(re.findall(r"^server ([\d.]+):8501 ", lines, re.M)) == addresses
    front = compose["services"]["nginx"]["networks"]["inside"]["ipv4_address"]
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["restart"] == "always", name
    for service in atlases.values():
        assert list(service["networks"]) == ["inside"]
        assert service["environment"]["FORWARDED_ALLOW_IPS"] == front
    assert compose["networks"]["inside"]["internal"] is True


def test_the_two_places_of_nginx_have_the_same_files():
    here, compose = (DEPLOY / "nginx" / name for name in ("here", "compose"))
    assert {path.name for path in here.iterdir()} == {path.name for path in compose.iterdir()}


# The cluster


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_is_what_its_schema_says(name, version):
    import kubernetes_validate

    kubernetes_validate.validate(manifest(name), version, strict=True)


def test_a_manifest_that_is_wrong_is_found():
    import kubernetes_validate

    wrong = manifest("deployment") | {"replica": 3}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, KUBERNETES[0], strict=True)


def test_every_manifest_is_applied():
    listed = read(DEPLOY / "kubernetes/kustomization.yaml")["resources"]
    assert {Path(name).stem for name in listed} == set(MANIFESTS)


def test_what_belongs_together_names_the_same():
    pods = manifest("deployment")["spec"]["template"]
    assert pods["metadata"]["labels"] == LABELS
    assert manifest("deployment")["spec"]["selector"]["matchLabels"] == LABELS
    assert manifest("service")["spec"]["selector"] == LABELS
    assert manifest("disruption-budget")["spec"]["selector"]["matchLabels"] == LABELS
    assert manifest("network-policy")["spec"]["podSelector"]["matchLabels"] == LABELS
    target = manifest("autoscaler")["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", manifest("deployment")["metadata"]["name"])
    backend = manifest("ingress")["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": manifest("service")["metadata"]["name"], "port": {"name": "http"}}


def test_a_pod_may_do_nothing_but_serve():
    pod = manifest("deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert f"USER {pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}" in DOCKERFILE
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod["automountServiceAccountToken"] is False
    policy = manifest("network-policy")["spec"]
    assert policy["egress"] == []
    assert policy["policyTypes"] == ["Ingress", "Egress"]


def test_a_pod_has_time_to_finish():
    pod = manifest("deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert container["livenessProbe"]["httpGet"]["path"] == "/_stcore/health"
    waits = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > waits + 30
    assert manifest("deployment")["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert (
        manifest("autoscaler")["spec"]["minReplicas"]
        > manifest("disruption-budget")["spec"]["maxUnavailable"]
    )


def test_a_reader_stays_with_one_pod():
    nginx = manifest("ingress")["metadata"]["annotations"]
    traefik = manifest("service")["metadata"]["annotations"]
    assert nginx["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert traefik["traefik.ingress.kubernetes.io/service.sticky.cookie"] == "true"
    names = {
        value
        for notes in (nginx, traefik)
        for key, value in notes.items()
        if key.endswith(("cookie-name", "cookie.name"))
    }
    assert names == {"atlas_replica"}


# One machine


def test_the_unit_starts_it_again_and_lets_it_do_nothing_else():
    service = read_unit()["Service"]
    assert service["Restart"] == ["always"]
    assert service["KillSignal"] == ["SIGTERM"]
    assert service["ExecStart"][0].startswith(f"{HOME}/.venv/bin/streamlit run app.py --server.port %i ")
    assert service["IPAddressDeny"] == ["any"]
    assert service["IPAddressAllow"] == ["localhost"]
    for key in ("DynamicUser", "NoNewPrivileges", "PrivateTmp", "ProtectHome"):
        assert service[key] == ["yes"], key
    assert service["ProtectSystem"] == ["strict"]


# The page that explains it all


def test_every_file_is_explained():
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            name = path.relative_to(ROOT).as_posix()
            folder = f"{path.parent.relative_to(ROOT).as_posix()}/"
            assert name in HOSTING or folder in HOSTING, name


def test_whatever_is_named_is_there():
    for name in re.findall(r"deploy/[\w@./-]*\w", HOSTING):
        assert (ROOT / name).exists(), name


def test_programs_can_be_started():
    assert os.access(DEPLOY / "pin-base-image", os.X_OK)
    assert os.access(ROOT / "scripts/debian-package", os.X_OK)
