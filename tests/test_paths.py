import pytest

from atlas import paths


@pytest.mark.parametrize(
    ("read", "name", "usual"),
    [
        (paths.poll_seconds, "ATLAS_POLL", 5.0),
        (paths.drain_seconds, "ATLAS_DRAIN", 0.0),
        (paths.ends_with_bad_data, "ATLAS_BAD_DATA", False),
        (paths.log_requests, "ATLAS_LOG", False),
        (paths.metrics_for, "ATLAS_METRICS", "off"),
    ],
)
@pytest.mark.parametrize("unset", [None, ""])
def test_without_a_word_it_is_the_usual(monkeypatch, read, name, usual, unset):
    monkeypatch.delenv(name, raising=False)
    if unset is not None:
        monkeypatch.setenv(name, unset)
    assert read() == usual


@pytest.mark.parametrize(
    ("read", "name", "text", "value"),
    [
        (paths.poll_seconds, "ATLAS_POLL", "0", 0.0),
        (paths.poll_seconds, "ATLAS_POLL", "0.5", 0.5),
        (paths.drain_seconds, "ATLAS_DRAIN", "20", 20.0),
        (paths.ends_with_bad_data, "ATLAS_BAD_DATA", "exit", True),
        (paths.ends_with_bad_data, "ATLAS_BAD_DATA", "wait", False),
        (paths.log_requests, "ATLAS_LOG", "json", True),
        (paths.metrics_for, "ATLAS_METRICS", "loopback", "loopback"),
        (paths.metrics_for, "ATLAS_METRICS", "all", "all"),
    ],
)
def test_what_may_be_said(monkeypatch, read, name, text, value):
    monkeypatch.setenv(name, text)
    assert read() == value


@pytest.mark.parametrize(
    ("read", "name", "text"),
    [
        (paths.poll_seconds, "ATLAS_POLL", "often"),
        (paths.poll_seconds, "ATLAS_POLL", "-1"),
        (paths.poll_seconds, "ATLAS_POLL", "nan"),
        (paths.drain_seconds, "ATLAS_DRAIN", "inf"),
        (paths.ends_with_bad_data, "ATLAS_BAD_DATA", "yes"),
        (paths.log_requests, "ATLAS_LOG", "yes"),
        (paths.metrics_for, "ATLAS_METRICS", "LOOPBACK"),
    ],
)
def test_what_makes_no_sense_ends_the_process_with_one_line(monkeypatch, read, name, text):
    monkeypatch.setenv(name, text)
    with pytest.raises(paths.SettingError) as ended:
        read()
    assert name in str(ended.value)
    assert repr(text) in str(ended.value)
    assert "\n" not in str(ended.value)
