// scan.cc: simdjson's DOM parser behind scan.h. The only C++ in the house; nothing throws across it.
#include "scan.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <jansson.h>
#include <new>
#include <simdjson.h>
#include <string_view>

namespace dom = simdjson::dom;

struct scan {
	dom::parser parser;
};

// A value is simdjson's own two words, so that handing it to C costs nothing.
static_assert(sizeof(dom::element) == sizeof(scan_value), "simdjson's element is a document and an index");
static_assert(std::is_trivially_copyable<dom::element>::value, "elements may be copied as bytes");

static dom::element
element_of(scan_value v)
{
	dom::element e;

	std::memcpy(static_cast<void *>(&e), &v, sizeof e);
	return e;
}

static scan_value
value_of(dom::element e)
{
	scan_value v;

	std::memcpy(&v, &e, sizeof v);
	return v;
}

extern "C" scan *
scan_new()
{
	return new (std::nothrow) scan;
}

extern "C" void
scan_free(scan *s)
{
	delete s;
}

// simdjson says what is wrong but not where; jansson, slower, is asked for the place.
static void
locate(str text, const char *why, scan_error *error)
{
	json_error_t at;
	json_t *j = json_loadb(text.s, text.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &at);

	if (j == nullptr) {
		error->byte = at.position > 0 ? static_cast<size_t>(at.position) : 1;
		std::snprintf(error->why, sizeof error->why, "%s", at.text);
	} else {	// jansson lets some things pass: what stands behind a NUL byte, above all
		auto nul = static_cast<const char *>(std::memchr(text.s, '\0', text.n));

		error->byte = nul != nullptr ? static_cast<size_t>(nul - text.s) + 1 : 1;
		std::snprintf(error->why, sizeof error->why, "%s", nul != nullptr ? "a NUL byte" : why);
	}
	json_decref(j);
}

extern "C" bool
scan_parse(scan *s, str text, scan_value *root, scan_error *error)
{
	auto result = s->parser.parse(reinterpret_cast<const uint8_t *>(text.s), text.n, false);

	if (result.error() == simdjson::SUCCESS) {
		*root = value_of(result.value_unsafe());
		return true;
	}
	if (result.error() == simdjson::MEMALLOC) {
		error->byte = 1;
		std::snprintf(error->why, sizeof error->why, "no memory for a text of %zu bytes", text.n);
	} else
		locate(text, simdjson::error_message(result.error()), error);
	return false;
}

extern "C" enum scan_type
scan_type(scan_value v)
{
	if (v.doc == nullptr)
		return SCAN_ABSENT;
	switch (element_of(v).type()) {
	case dom::element_type::ARRAY: return SCAN_ARRAY;
	case dom::element_type::OBJECT: return SCAN_OBJECT;
	case dom::element_type::INT64:
	case dom::element_type::UINT64: return SCAN_INT;
	case dom::element_type::DOUBLE: return SCAN_REAL;
	case dom::element_type::STRING: return SCAN_STRING;
	case dom::element_type::BOOL: return SCAN_BOOL;
	default: return SCAN_NULL;
	}
}

extern "C" const char *
scan_type_name(enum scan_type t)
{
	static const char *const names[] = { "absent", "null", "a boolean", "an integer", "a number",
		"a string", "an array", "an object" };

	return names[t];
}

extern "C" str
scan_string(scan_value v)
{
	std::string_view text;

	if (v.doc == nullptr || element_of(v).get(text) != simdjson::SUCCESS)
		return str{ nullptr, 0 };
	return str{ text.data(), text.size() };
}

extern "C" bool
scan_bool(scan_value v, bool *value)
{
	return v.doc != nullptr && element_of(v).get(*value) == simdjson::SUCCESS;
}

extern "C" bool
scan_int(scan_value v, int64_t *value)
{
	return v.doc != nullptr && element_of(v).get(*value) == simdjson::SUCCESS;
}

extern "C" bool
scan_uint(scan_value v, uint64_t *value)
{
	return v.doc != nullptr && element_of(v).get(*value) == simdjson::SUCCESS;
}

extern "C" bool
scan_real(scan_value v, double *value)
{
	return v.doc != nullptr && element_of(v).get(*value) == simdjson::SUCCESS;
}

extern "C" scan_value
scan_member(scan_value v, str name)
{
	dom::object object;
	dom::element member;

	if (v.doc == nullptr || element_of(v).get(object) != simdjson::SUCCESS ||
	    object.at_key(std::string_view(name.s, name.n)).get(member) != simdjson::SUCCESS)
		return scan_value{ nullptr, 0 };
	return value_of(member);
}

// simdjson's iterators are a document and an index as well; ours carry the end beside it.
static_assert(sizeof(dom::object::iterator) == sizeof(scan_value), "an iterator is a document and an index");
static_assert(sizeof(dom::array::iterator) == sizeof(scan_value), "an iterator is a document and an index");

template <typename Iterator>
static Iterator
iterator_of(const void *doc, size_t at)
{
	scan_value v{ doc, at };
	Iterator i;

	std::memcpy(static_cast<void *>(&i), &v, sizeof i);
	return i;
}

template <typename Container>
static struct scan_each
walk(Container c, bool object)
{
	auto begin = c.begin(), end = c.end();
	scan_value b, e;

	std::memcpy(&b, &begin, sizeof b);
	std::memcpy(&e, &end, sizeof e);
	return { b.doc, b.at, e.at, object };
}

extern "C" struct scan_each
scan_each(scan_value v)
{
	dom::object object;
	dom::array array;

	if (v.doc != nullptr && element_of(v).get(object) == simdjson::SUCCESS)
		return walk(object, true);
	if (v.doc != nullptr && element_of(v).get(array) == simdjson::SUCCESS)
		return walk(array, false);
	return { nullptr, 0, 0, false };
}

template <typename Iterator>
static size_t
advance(Iterator i)
{
	scan_value v;

	++i;
	std::memcpy(&v, &i, sizeof v);
	return v.at;
}

extern "C" bool
scan_next(struct scan_each *e, str *name, scan_value *v)
{
	if (e->doc == nullptr || e->at == e->end)
		return false;
	if (e->object) {
		auto i = iterator_of<dom::object::iterator>(e->doc, e->at);
		std::string_view key = i.key();

		if (name != nullptr)
			*name = str{ key.data(), key.size() };
		*v = value_of(i.value());
		e->at = advance(i);
	} else {
		auto i = iterator_of<dom::array::iterator>(e->doc, e->at);

		if (name != nullptr)
			*name = str{ nullptr, 0 };
		*v = value_of(*i);
		e->at = advance(i);
	}
	return true;
}

extern "C" size_t
scan_count(scan_value v)
{
	dom::object object;
	dom::array array;

	if (v.doc != nullptr && element_of(v).get(object) == simdjson::SUCCESS)
		return object.size();
	if (v.doc != nullptr && element_of(v).get(array) == simdjson::SUCCESS)
		return array.size();
	return 0;
}

extern "C" bool
scan_utf8(str text)
{
	return text.n == 0 || simdjson::validate_utf8(text.s, text.n);
}
