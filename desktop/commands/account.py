"""`sign-up`, `sign-in`, `sign-out`: the member's account on the server."""

from __future__ import annotations

import argparse

from desktop import headless
from desktop.commands.base import DONE, Context, Subparsers, TerminalUnlock, secret_line, warn
from desktop.core.messages import count
from desktop.services.account import Settled


def add(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    for name, help_text, run in (
        ("sign-up", "make an account and sign in", _sign_up),
        ("sign-in", "sign in on this computer", _sign_in),
    ):
        command = commands.add_parser(
            name,
            help=help_text,
            parents=[common],
            description="What was written here before the first sign-in joins the account, "
            "unless --keep-separate is given.",
        )
        command.add_argument("--email", required=True)
        command.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input",
        )
        command.add_argument(
            "--keep-separate",
            action="store_true",
            help="leave what was written before the first sign-in in the local profile",
        )
        command.set_defaults(run=run)
    leave = commands.add_parser(
        "sign-out", help="sign out; everything written stays here", parents=[common]
    )
    leave.set_defaults(run=_sign_out)


def _sign_up(context: Context, arguments: argparse.Namespace) -> int:
    password = secret_line("Password: ", from_stdin=arguments.password_stdin)
    accounts = headless.accounts(context.folder, TerminalUnlock())
    session = accounts.sign_up(arguments.email, password)
    if session is None:
        context.give({"email": arguments.email, "confirm": True, "signed_in": False})
        context.say(f"The server sent an e-mail to {arguments.email}. Open its link, then sign in.")
        return DONE
    _told(context, accounts.settle(session, join=not arguments.keep_separate, alone=True))
    return DONE


def _sign_in(context: Context, arguments: argparse.Namespace) -> int:
    password = secret_line("Password: ", from_stdin=arguments.password_stdin)
    accounts = headless.accounts(context.folder, TerminalUnlock())
    session = accounts.sign_in(arguments.email, password)
    _told(context, accounts.settle(session, join=not arguments.keep_separate, alone=True))
    return DONE


def _sign_out(context: Context, _arguments: argparse.Namespace) -> int:
    left = headless.accounts(context.folder, TerminalUnlock()).sign_out()
    context.give({"signed_out": left.was_signed_in, "waiting": left.waiting, "told": left.told})
    if not left.was_signed_in:
        context.say("Nobody is signed in.")
        return DONE
    context.say("Signed out. Everything you wrote stays on this computer.")
    if not left.told:
        warn("The server could not be told; its session ends by itself.")
    if left.waiting:
        warn(f"{count(left.waiting, 'change')} not on the server yet: sign in again to send them.")
    return DONE


def _told(context: Context, settled: Settled) -> None:
    profile = settled.profile
    context.give(
        {
            "email": profile.email,
            "user_id": profile.user_id,
            "profile": profile.id,
            "joined": settled.joined,
            "signed_in": True,
        }
    )
    context.say(f"Signed in as {profile.email}.")
    if settled.joined:
        context.say(f"{count(settled.joined, 'row')} written here before now belong to it.")
