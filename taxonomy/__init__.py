"""Places items in the handbook: run `Matcher(read_topics(path)).match(title, text, language)`."""

from taxonomy.matching import Matcher
from taxonomy.names import read_names
from taxonomy.topics import read_topics

__all__ = ["Matcher", "read_names", "read_topics"]
