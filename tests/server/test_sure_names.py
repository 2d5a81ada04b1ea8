import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from atlas.server.sure_names import SureNames


def question(*names):
    message = BackMsg()
    message.rerun_script.cached_message_hashes.extend(names)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def element(name):
    message = ForwardMsg(hash=name)
    message.metadata.cacheable = True
    message.delta.new_element.empty.SetInParent()
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def test_a_socket_gets_its_own_names_alone():
    """Two sockets: what one was sent, the other does not have."""
    asked = [[], []]

    async def app(scope, receive, send):
        await send({"type": "websocket.accept"})
        if scope["number"] == 0:
            await send(element("a"))
        asked[scope["number"]] = BackMsg.FromString((await receive())["bytes"])
        assert (await receive()) == {"type": "websocket.disconnect", "code": 1000}

    async def visit(number, middleware):
        waiting = [question("a", "b"), {"type": "websocket.disconnect", "code": 1000}]
        sent = []

        async def receive():
            return waiting.pop(0)

        async def send(message):
            sent.append(message)

        await middleware({"type": "websocket", "number": number}, receive, send)
        return sent

    async def both():
        middleware = SureNames(app)
        return [await visit(number, middleware) for number in (0, 1)]

    sent = asyncio.run(both())
    assert sent == [[{"type": "websocket.accept"}, element("a")], [{"type": "websocket.accept"}]]
    assert [list(message.rerun_script.cached_message_hashes) for message in asked] == [["a"], []]


def test_a_request_is_left_alone():
    seen = []

    async def inside(scope, receive, send):
        seen.append((receive, send))

    asyncio.run(SureNames(inside)({"type": "http"}, 1, 2))
    assert seen == [(1, 2)]
