"""Sets and tracks whose files are on this computer, or are not."""

from __future__ import annotations

from desktop.media.addresses import parsed


class Studio:
    """Makes sets beside the app, as another process would."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.rows = workspace.rows

    def record(self, url, content):
        """Have the file of an address on this computer."""
        media = self.workspace.media
        media.register.settled(media.register.enter(parsed(url)), media.shelf.put(content))

    def a_set(self, *contents, title="My vision", titles=(), **values):
        """A set whose tracks have these contents; None is a file that is not here."""
        made = self.rows.put("audio_sets", {"title": title, **values})
        ids = []
        for number, content in enumerate(contents):
            url = f"https://a.example.com/{made}/{number}.mp3"
            if content is not None:
                self.record(url, content)
            ids.append(
                self.rows.put(
                    "audio_tracks",
                    {
                        "audio_set_id": made,
                        "title": titles[number] if titles else f"Track {number}",
                        "order_index": number,
                        "audio_url": url,
                    },
                )
            )
        return made, ids

    def tracks(self, *contents):
        """The tracks of such a set."""
        return self.a_set(*contents)[1]

    def place(self, track_id):
        return self.workspace.audio.place(track_id)
