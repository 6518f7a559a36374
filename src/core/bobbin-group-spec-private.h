/* bobbin-group-spec-private.h - reading group specs from any list of pairs */
#pragma once

#include "bobbin-group-spec.h"

G_BEGIN_DECLS

#define BOBBIN_MIN_STACK_BYTES    (16 * (guint64) 1024)
#define BOBBIN_MAX_STACK_BYTES    ((guint64) 1024 * 1024 * 1024)
#define BOBBIN_MIN_WRITE_PERIOD_NS G_GINT64_CONSTANT (1000000)
#define BOBBIN_MAX_WRITE_PERIOD_NS (3600 * G_GINT64_CONSTANT (1000000000))

typedef enum {
  BOBBIN_GROUP_KEY_NAME,
  BOBBIN_GROUP_KEY_KIND,
  BOBBIN_GROUP_KEY_COUNT,
  BOBBIN_GROUP_KEY_THREADS_EACH,
  BOBBIN_GROUP_KEY_WORK,
  BOBBIN_GROUP_KEY_DUTY,
  BOBBIN_GROUP_KEY_HEAP,
  BOBBIN_GROUP_KEY_SHARED,
  BOBBIN_GROUP_KEY_WRITE,
  BOBBIN_GROUP_KEY_CORES,
  BOBBIN_GROUP_KEY_LOCK,
  BOBBIN_GROUP_KEY_NICE,
  BOBBIN_GROUP_KEY_STACK,
  BOBBIN_N_GROUP_KEYS
} BobbinGroupKey;

#define BOBBIN_GROUP_KEY_WORDS "name, kind, count, threads_each, work, duty, heap, shared, write, cores, lock, nice, stack"

/* BOBBIN_N_GROUP_KEYS for a word that is no key. */
BobbinGroupKey bobbin_group_key_find (const char *word);

typedef struct {
  const char *key;
  const char *value;
} BobbinPair;

/* A group called @name from its other keys. NULL with BOBBIN_ERROR_USAGE for a
 * wrong key or value, one that is there twice, and one that this group has no
 * use for. kind must be there. */
BobbinGroupSpec *bobbin_group_spec_from_pairs (const char *name, const BobbinPair *pairs, gsize n_pairs,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether every field of @spec is within the bounds that hold on any machine. */
gboolean bobbin_group_spec_check (const BobbinGroupSpec *spec, GError **error);

/* A BOBBIN_ERROR_USAGE; always FALSE, so that a check can return it. */
gboolean bobbin_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* What somebody wrote, fit to be put into a sentence: valid UTF-8, no control
 * characters, no more than 80 characters. NULL becomes "". */
char *bobbin_excerpt (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* @bytes in whole pages; G_MAXUINT64 where that does not fit. */
guint64 bobbin_round_to_pages (guint64 bytes);

G_END_DECLS
