import gc
import weakref

from atlas.catalog import keep_with_catalog, load_catalog


def test_a_result_is_made_once_for_each_data_set(tiny_folder):
    made = []

    @keep_with_catalog()
    def size(catalog, table, *, twice=False):
        made.append(table)
        return len(catalog.rows(table)) * (1 + twice)

    one, other = load_catalog(tiny_folder), load_catalog(tiny_folder)
    assert [size(one, "records"), size(one, "records"), size(one, "records", twice=True)] == [5, 5, 10]
    assert size(other, "records") == 5
    assert made == ["records"] * 3


def test_only_so_many_are_kept(tiny_catalog):
    made = []

    @keep_with_catalog(maxsize=2)
    def note(catalog, number):
        made.append(number)
        return number

    for number in (1, 2, 3, 3, 1):
        assert note(tiny_catalog, number) == number
    assert made == [1, 2, 3, 1]


def test_what_was_made_goes_with_the_data_set(tiny_folder):
    @keep_with_catalog()
    def wrap(catalog):
        return {"catalog": catalog}

    catalog = load_catalog(tiny_folder)
    wrap(catalog)
    gone = weakref.ref(catalog)
    del catalog
    gc.collect()
    assert gone() is None
