from ingest.limits import MOST_ATTRIBUTES, ends_in_entry, few_attributes, first_entries


def tag(attributes: int, value: str = '"1"', end: str = "/>") -> str:
    return "<x " + " ".join(f"a{n}={value}" for n in range(attributes)) + end


def test_a_tag_with_too_many_attributes_keeps_none() -> None:
    for value in ('"1"', "'>'", "1", '">"'):
        crowded = tag(MOST_ATTRIBUTES + 1, value)
        assert few_attributes(f"<a>{crowded}</a>") == "<a><x/></a>"
        assert few_attributes(tag(MOST_ATTRIBUTES, value)) == tag(MOST_ATTRIBUTES, value)


def test_a_hundred_thousand_attributes_cost_no_time() -> None:
    assert few_attributes(tag(100_000)) == "<x/>"
    assert few_attributes(tag(100_000, end="")) == "<x"


def test_the_first_entries_and_the_end_of_a_feed_are_kept() -> None:
    text = "<feed>" + "".join(f"<a:entry n='{n}'>x</a:entry>" for n in range(5)) + "<link/></feed>"
    kept, cut = first_entries(text, 2)
    assert kept == "<feed><a:entry n='0'>x</a:entry><a:entry n='1'>x</a:entry><link/></feed>"
    assert cut == 3
    assert first_entries(text, 5) == (text, 0)


def test_a_cut_feed_that_was_also_cut_off_keeps_its_first_entries() -> None:
    assert first_entries("<rss><item>a</item><item>b</item><item>c", 1) == (
        "<rss><item>a</item>",
        2,
    )


def test_a_document_may_end_inside_an_entry() -> None:
    assert ends_in_entry("<rss><item>a</item><item>b")
    assert not ends_in_entry("<rss><item>a</item><description>b")
    assert not ends_in_entry("<rss><itemless>")
