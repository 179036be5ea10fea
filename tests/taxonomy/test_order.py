"""The developer order keeps prerequisites first and the file's order wherever that leaves room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from taxonomy.order import circles, developer_order, misplaced, stages

Graph = dict[str, list[str]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Topics in the order of a file, needing others anywhere in it, without a circle."""
    size = draw(st.integers(0, 12))
    names = [f"t{number}" for number in range(size)]
    needs = {
        name: draw(st.lists(st.sampled_from(names[:place]), max_size=3)) if place else []
        for place, name in enumerate(names)
    }
    return {name: needs[name] for name in draw(st.permutations(names))}


@given(graphs())
def test_every_topic_comes_once_and_after_what_it_needs(needs: Graph) -> None:
    order = developer_order(needs, {})
    assert sorted(order) == sorted(needs)
    place = {topic: number for number, topic in enumerate(order)}
    assert all(place[one] < place[topic] for topic in needs for one in needs[topic])


@given(graphs())
def test_of_the_topics_that_could_come_next_the_first_in_the_file_does(needs: Graph) -> None:
    in_file = list(needs)
    done: list[str] = []
    for topic in developer_order(needs, {}):
        could = [t for t in in_file if t not in done and set(needs[t]) <= set(done)]
        assert topic == could[0]
        done.append(topic)


@given(graphs(), st.data())
def test_numbers_that_agree_with_the_prerequisites_are_kept(
    needs: Graph, data: st.DataObject
) -> None:
    shuffled = {topic: needs[topic] for topic in data.draw(st.permutations(list(needs)))}
    wanted = developer_order(shuffled, {})
    declared = {topic: 10 * number for number, topic in enumerate(wanted)}
    assert developer_order(needs, declared) == wanted


@given(graphs(), st.data())
def test_any_numbers_leave_prerequisites_first(needs: Graph, data: st.DataObject) -> None:
    some = (
        st.dictionaries(st.sampled_from(sorted(needs)), st.integers(0, 9)) if needs else st.just({})
    )
    declared = data.draw(some)
    order = developer_order(needs, declared)
    place = {topic: number for number, topic in enumerate(order)}
    assert sorted(order) == sorted(needs)
    assert all(place[one] < place[topic] for topic in needs for one in needs[topic])
    for topic, earlier in misplaced(order, declared):
        assert place[earlier] < place[topic]
        assert declared[earlier] > declared[topic]


@given(graphs())
def test_without_a_circle_none_is_found(needs: Graph) -> None:
    assert list(circles(needs)) == []


@given(graphs(), st.data())
def test_a_circle_is_found_with_its_path(needs: Graph, data: st.DataObject) -> None:
    if not needs:
        return
    order = developer_order(needs, {})
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
    needs[order[end]].append(order[start])
    needs[order[start]].append(order[end])
    found = list(circles(needs))
    assert found
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(one in needs[after] for one, after in pairwise(circle))
    inside = [topic for circle in found for topic in circle[1:]]
    assert len(inside) == len(set(inside))


@given(graphs(), st.data())
def test_a_topic_is_met_in_its_part_or_in_the_latest_that_it_needs(
    needs: Graph, data: st.DataObject
) -> None:
    home = {topic: data.draw(st.integers(1, 5)) for topic in needs}
    met = stages(developer_order(needs, {}), needs, home)
    for topic in needs:
        assert met[topic] == max([home[topic], *(met[one] for one in needs[topic])])
