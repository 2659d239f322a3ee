"""What is answered to a call from the bus, and what it asks the player for; pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from jeepney import HeaderFields, Message, MessageFlag, MessageType, new_error, new_method_return

from desktop.qt.sound.mpris.interfaces import (
    ALL,
    INTROSPECTABLE,
    METHODS,
    PATH,
    PEER,
    PROPERTIES,
    described,
    values,
)
from desktop.qt.sound.mpris.playing import Playing, Wish

_ERRORS = "org.freedesktop.DBus.Error."


class Answer(NamedTuple):
    """What goes back, if anything does, and what the player shall do."""

    reply: Message | None = None
    wish: Wish | None = None


class _Refused(Exception):
    """The call cannot be answered; its argument is the name of the error."""


class _Call(NamedTuple):
    """A call, taken apart."""

    path: str
    interface: str
    member: str
    signature: str
    body: tuple[Any, ...]


def answer(message: Message, playing: Playing, now: float) -> Answer:
    """Answer a message; what is no call is left alone."""
    if message.header.message_type is not MessageType.method_call:
        return Answer()
    fields = message.header.fields
    call = _Call(
        fields.get(HeaderFields.path, ""),
        fields.get(HeaderFields.interface, ""),
        fields.get(HeaderFields.member, ""),
        fields.get(HeaderFields.signature, ""),
        message.body,
    )
    silent = bool(message.header.flags & MessageFlag.no_reply_expected)
    try:
        signature, body, wish = _answered(call, playing, now)
    except _Refused as refusal:
        name = f"{_ERRORS}{refusal}"
        reply = new_error(message, name, "s", (f"{call.interface}.{call.member}",))
        return Answer(None if silent else reply)
    reply = new_method_return(message, signature or None, body)
    return Answer(None if silent else reply, wish)


_Answered = tuple[str, tuple[Any, ...], Wish | None]


def _answered(call: _Call, playing: Playing, now: float) -> _Answered:
    if call.interface == PEER and call.member == "Ping":
        return "", (), None
    if call.interface == INTROSPECTABLE and call.member == "Introspect":
        if call.path != "/" and not f"{PATH}/".startswith(f"{call.path}/"):
            raise _Refused("UnknownObject")
        return "s", (described(call.path),), None
    if call.path != PATH:
        raise _Refused("UnknownObject")
    if call.interface == PROPERTIES:
        act = _OF_PROPERTIES.get(call.member)
        if act is None:
            raise _Refused("UnknownMethod")
        return act(call, playing, now)
    return _called(call)


def _called(call: _Call) -> _Answered:
    """A method of the player; a call may leave its interface out."""
    of = [call.interface] if call.interface else list(METHODS)
    for interface in of:
        arguments = METHODS.get(interface, {}).get(call.member)
        if arguments is not None:
            _expect(call, "".join(kind for _name, kind in arguments))
            if call.member == "OpenUri":
                raise _Refused("NotSupported")
            return "", (), Wish(call.member, tuple(call.body))
    raise _Refused("UnknownMethod" if set(of) & set(METHODS) else "UnknownInterface")


def _get(call: _Call, playing: Playing, now: float) -> _Answered:
    _expect(call, "ss")
    interface, name = call.body
    found = _properties(interface).get(name)
    if found is None:
        raise _Refused("UnknownProperty")
    return "v", ((found.kind, found.value(playing, now)),), None


def _get_all(call: _Call, playing: Playing, now: float) -> _Answered:
    _expect(call, "s")
    _properties(call.body[0])
    return "a{sv}", (values(call.body[0], playing, now),), None


def _set(call: _Call, _playing: Playing, _now: float) -> _Answered:
    _expect(call, "ssv")
    interface, name, (kind, value) = call.body
    found = _properties(interface).get(name)
    if found is None:
        raise _Refused("UnknownProperty")
    if not found.writable:
        raise _Refused("PropertyReadOnly")
    if kind != found.kind:
        raise _Refused("InvalidArgs")
    return "", (), Wish(name, (value,))


_OF_PROPERTIES: dict[str, Callable[[_Call, Playing, float], _Answered]] = {
    "Get": _get,
    "GetAll": _get_all,
    "Set": _set,
}


def _properties(interface: str) -> dict[str, Any]:
    if interface not in ALL:
        raise _Refused("UnknownInterface")
    return ALL[interface]


def _expect(call: _Call, signature: str) -> None:
    if call.signature != signature:
        raise _Refused("InvalidArgs")
