"""A browser's memory of messages, played with: whatever is on its way, no answer names what is not there."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from atlas.live.kept import ON_ITS_WAY, SURE, Kept
from atlas.paths import ROOT

FINISHED = ForwardMsg.FINISHED_SUCCESSFULLY
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN
AGE = SURE + ON_ITS_WAY


def told(name):
    message = ForwardMsg(hash=name)
    message.metadata.cacheable = True
    message.delta.new_element.empty.SetInParent()
    return message


def named(name):
    return ForwardMsg(ref_hash=name)


def ended(status=FINISHED):
    return ForwardMsg(script_finished=status)


def question(*names):
    message = BackMsg()
    message.rerun_script.query_string = "focus=TUR"
    message.rerun_script.cached_message_hashes.extend(names)
    return message.SerializeToString()


def names_in(content):
    return list(BackMsg.FromString(content).rerun_script.cached_message_hashes)


def kept_after(*messages):
    kept = Kept()
    for message in messages:
        kept.note(message.SerializeToString())
    return kept


class Browser:
    """Keeps and throws away as Streamlit's page does."""

    def __init__(self):
        self.ended = 0
        self.kept = {}

    def take(self, message):
        if message.WhichOneof("type") == "ref_hash":
            assert message.ref_hash in self.kept, "the page breaks off"
            self.kept[message.ref_hash] = self.ended
        elif message.metadata.cacheable:
            self.kept[message.hash] = self.ended
        elif message.script_finished != EARLY:
            self.ended += 1
            self.kept = {name: when for name, when in self.kept.items() if self.ended - when <= AGE}


def test_the_page_throws_away_when_the_module_says():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["global"]["maxCachedMessageAge"] == AGE


@pytest.mark.parametrize("runs", range(AGE + 2))
def test_a_name_is_sure_for_some_runs(runs):
    kept = kept_after(told("a"), *[ended()] * runs)
    assert names_in(kept.with_sure_names(question("a"))) == (["a"] if runs <= SURE else [])


def test_a_name_used_again_stays_sure():
    kept = kept_after(told("a"), told("b"), ended(), named("a"), *[ended()] * SURE)
    assert names_in(kept.with_sure_names(question("a", "b"))) == ["a"]


def test_runs_broken_off_make_nothing_older():
    kept = kept_after(told("a"), *[ended(EARLY)] * 9)
    assert names_in(kept.with_sure_names(question("a"))) == ["a"]


def test_what_was_never_sent_on_this_socket_is_not_sure():
    assert names_in(kept_after(told("a")).with_sure_names(question("b"))) == []


def test_the_rest_of_the_question_stays():
    changed = BackMsg.FromString(Kept().with_sure_names(question("b")))
    assert changed.rerun_script.query_string == "focus=TUR"


@pytest.mark.parametrize("message", [BackMsg(stop_script=True), BackMsg(app_heartbeat=True)])
def test_what_is_no_question_comes_back_as_it_is(message):
    content = message.SerializeToString()
    assert Kept().with_sure_names(content) == content


LATE = st.integers(0, ON_ITS_WAY)
STEP = st.tuples(
    st.sampled_from(["a", "b", "c", "d"]),  # what the answer shows, beside what is always there
    LATE,  # answers made but not sent when the question comes
    LATE,  # answers sent but not there when the question is asked
    st.sampled_from([FINISHED, FINISHED, FINISHED, EARLY]),
)


def play(steps):
    browser, kept = Browser(), Kept()
    made, sent = [], []

    def send():
        answer = made.pop(0)
        for message in answer:
            kept.note(message.SerializeToString())
        sent.append(answer)

    def arrive():
        for message in sent.pop(0):
            browser.take(message)

    for shown, unsent, late, status in steps:
        while len(made) > unsent:
            send()
        while len(sent) > late:
            arrive()
        sure = names_in(kept.with_sure_names(question(*browser.kept)))
        made.append([named(name) if name in sure else told(name) for name in ("always", shown)])
        made[-1].append(ended(status))
    while made:
        send()
    while sent:
        arrive()


@given(steps=st.lists(STEP, max_size=40))
def test_no_answer_names_what_was_thrown_away(steps):
    play(steps)


@pytest.mark.parametrize("period", range(1, AGE + 4))
@pytest.mark.parametrize("unsent", range(ON_ITS_WAY + 1))
@pytest.mark.parametrize("late", range(ON_ITS_WAY + 1))
def test_views_may_come_again_after_any_number_of_runs(period, unsent, late):
    play([(f"view {run % period}", unsent, late, FINISHED) for run in range(40)])
