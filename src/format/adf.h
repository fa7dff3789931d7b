/*
 * adf.h: the text of an Atlassian document, the tree of JSON that Jira's cloud keeps descriptions and comments in.
 *
 * It is read as the HTML that it stands for, so that both come out alike (text/html).
 */
#ifndef FORMAT_ADF_H
#define FORMAT_ADF_H

#include "../base/buf.h"
#include "../json/scan.h"

/* Appends a document, {"type":"doc","content":[...]}, as HTML; of anything else what texts are in it. */
void adf_html(struct buf *out, struct scan_value document);

#endif
