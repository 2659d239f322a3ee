"""What a member and the web application do in a simulation, with a unique token in every edit."""

from __future__ import annotations

import json
import re
import uuid

from tests.sync.world import MEMBER

TOKEN = re.compile(r"t\d+t")
_SPACE = uuid.UUID("00000000-0000-4000-8000-0000000000ff")


class Hands:
    """Edits for a simulation to choose from; it owns the dice, the world and the tally."""

    # -- small things ---------------------------------------------------------------------

    def new_id(self):
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def token(self):
        self.tokens += 1
        return f"t{self.tokens}t"

    def forget_tokens(self, *texts):
        for text in texts:
            self.removed.update(TOKEN.findall(text or ""))

    # -- what a member does ---------------------------------------------------------------

    def act(self, device):
        """One thing that a member does on a device."""
        actions = [self.write, self.write, self.rewrite, self.rewrite, self.rewrite]
        actions += [self.set_scalar, self.tag, self.hang, self.rewrite_leaf, self.remove]
        actions += [self.bring_back, self.keep_day, self.keep_day]
        if self.plan.moves:
            actions += [self.keep_day, self.move_day, self.move_day]
        action = self.dice.choice(actions)
        self.tally.add(action.__name__)
        action(device)
        self.world.server.clock.advance(self.dice.choice([0.01, 1, 20]))

    def some(self, device, table):
        rows = device.rows(table)
        return rows[self.dice.choice(sorted(rows))] if rows else None

    def write(self, device):
        token = self.token()
        key = device.add("notes", id=self.new_id(), content=f"Note {token}.", mood="calm")
        self.born[token] = ("notes", key)

    def changed_text(self, text):
        """Insert, extend or replace a paragraph."""
        parts = (text or "").split("\n\n") if text else []
        way = self.dice.random()
        place = self.dice.randrange(len(parts) + 1)
        if way < 0.55 or not parts:
            parts.insert(place, f"More {self.token()} here.")
        elif way < 0.85:
            place = min(place, len(parts) - 1)
            parts[place] = f"{parts[place]} And {self.token()} too."
        else:
            place = min(place, len(parts) - 1)
            self.forget_tokens(parts[place])
            parts[place] = f"Anew {self.token()}."
        return "\n\n".join(parts)

    def rewrite(self, device):
        row = self.some(device, "notes")
        if row:
            device.edit("notes", row["id"], content=self.changed_text(row["content"]))

    def rewrite_leaf(self, device):
        row = self.some(device, "leaves")
        if row:
            device.edit("leaves", row["id"], content=self.changed_text(row["content"]))

    def set_scalar(self, device):
        row = self.some(device, "notes")
        if row:
            self.forget_tokens(row["mood"])
            device.edit("notes", row["id"], mood=self.token())

    def tag(self, device):
        row = self.some(device, "notes")
        if row:
            tags = json.loads(row["tags"] or "[]")
            tags.append(self.token())
            keys = json.loads(row["data"] or "{}")
            keys[f"k{self.dice.randrange(3)}{self.token()}"] = 1
            device.edit("notes", row["id"], tags=_json(tags), data=_json(keys))

    def hang(self, device):
        row = self.some(device, "notes")
        if row:
            token = self.token()
            key = self.new_id()
            device.add("leaves", id=key, note_id=row["id"], content=f"Leaf {token}.", done=0)
            self.born[token] = ("leaves", key)

    def remove(self, device):
        table = self.dice.choice(["notes", "leaves", "days"])
        row = self.some(device, table)
        if row:
            if table == "notes":
                for leaf in device.rows("leaves").values():
                    if leaf["note_id"] == row["id"]:
                        self.forget_tokens(*texts(leaf))
            self.forget_tokens(*texts(row))
            device.delete(table, row["id"])

    def bring_back(self, device):
        gone = [k for k in sorted(device.attic.trash) if k[1] not in device.rows(k[0])]
        gone = [k for k in gone if k[0] == "notes"]
        if gone:
            key = self.dice.choice(gone)
            device.restore(*key)
            # Another device may have deleted it as well, having seen the same words.
            if not any(key in d.outbox() for d in self.world.devices if d is not device):
                self.removed.difference_update(
                    t for text in texts(device.row(*key)) for t in TOKEN.findall(text)
                )

    def keep_day(self, device):
        day = f"2026-01-0{self.dice.randrange(1, 4)}"
        for row in device.rows("days").values():
            if row["day"] == day:
                device.edit("days", row["id"], content=self.changed_text(row["content"]))
                return
        natural, name = str(uuid.uuid5(_SPACE, day)), day
        # Where days move, the one that was made for this day may be another's by now.
        while natural in device.rows("days"):
            name += " next"
            natural = str(uuid.uuid5(_SPACE, name))
        key = natural if self.dice.random() < 0.7 else self.new_id()
        device.add("days", id=key, day=day, content=f"Day {self.token()}.")

    def move_day(self, device):
        """Give a day's row to another day that is free here, though perhaps not elsewhere."""
        row = self.some(device, "days")
        taken = {held["day"] for held in device.rows("days").values()}
        free = [day for day in (f"2026-01-0{n}" for n in range(1, 5)) if day not in taken]
        if row and free:
            device.edit("days", row["id"], day=self.dice.choice(free))

    # -- what the web application does ------------------------------------------------------

    def web(self):
        server = self.world.server
        rows = server.rows("notes")
        way = self.dice.random()
        self.tally.add("web")
        if way < 0.4 or not rows:
            token, key = self.token(), self.new_id()
            self.born[token] = ("notes", key)
            values = {"id": key, "user_id": MEMBER, "content": f"Web {token}.", "mood": "w"}
            self.commit_late(lambda t: t.insert("notes", [values]))
        elif way < 0.8:
            key, token = self.dice.choice(sorted(rows)), self.token()
            self.commit_late(lambda t: self._web_edit(t, key, token))
        else:
            key = self.dice.choice(sorted(rows))
            for leaf in server.rows("leaves").values():
                if leaf["note_id"] == key:
                    self.forget_tokens(*texts(leaf))
            self.forget_tokens(*texts(rows[key]))
            server.remove("notes", key)

    def _web_edit(self, transaction, key, token):
        row = self.world.server.rows("notes").get(key)
        if row is None:
            self.removed.add(token)
            return
        transaction.update("notes", key, {"content": f"{row['content']}\n\nWeb {token}."})

    def commit_late(self, fill):
        """Take the stamp now and commit at some later moment, within the API's limit."""
        transaction = self.world.server.begin()

        def commit():
            fill(transaction)
            transaction.commit()

        if self.dice.random() < 0.5:
            self.tally.add("late commit")
            self.waiting.append((self.world.server.clock.now(), commit))
        else:
            commit()

    def let_happen(self, *, everything=False):
        """Let requests and transactions that are under way reach their end."""
        waiting, self.waiting = self.waiting, []
        for since, act in waiting:
            age = (self.world.server.clock.now() - since).total_seconds()
            if everything or age > 120 or self.dice.random() < 0.3:
                act()
            else:
                self.waiting.append((since, act))


def _json(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def texts(row):
    return [value for value in (row or {}).values() if isinstance(value, str)]


def tokens_of(rows):
    return {token for row in rows for text in texts(row) for token in TOKEN.findall(text)}
