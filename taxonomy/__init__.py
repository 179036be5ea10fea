"""Places items in the handbook: run `Matcher(read_topics(path)).match(title, text, language)`."""

from taxonomy.matching import Matcher
from taxonomy.topics import read_topics

__all__ = ["Matcher", "read_topics"]
