/* bobbin-regions.c - mappings become bands that have a name */
#include "bobbin-regions.h"

#include <string.h>

static void
clear_region (gpointer data)
{
  g_free (((BobbinRegion *) data)->name);
}

void
bobbin_regions_clear (BobbinRegions *regions)
{
  g_clear_pointer (&regions->bands, g_array_unref);
  *regions = (BobbinRegions) { 0 };
}

const char *
bobbin_region_kind_to_string (BobbinRegionKind kind)
{
  static const char *const words[BOBBIN_N_REGION_KINDS] = {
    "program", "library", "heap", "stack", "arena-private", "arena-mapped", "arena-untouched",
    "shared", "anonymous", "file", "kernel",
  };

  g_return_val_if_fail (kind < BOBBIN_N_REGION_KINDS, "anonymous");
  return words[kind];
}

static gboolean
is_nameless (const BobbinMapping *mapping)
{
  return *mapping->name == '\0' || g_str_has_prefix (mapping->name, "[anon:");
}

static gboolean
is_library (const char *name)
{
  const char *so = strstr (name, ".so");

  return so != NULL && (so[3] == '\0' || so[3] == '.');
}

/* The file's name without folders, and without the kernel's note that the file
 * has been deleted. NULL where there is no name. */
static char *
get_short_name (const BobbinMapping *mapping)
{
  g_autofree char *name = g_strdup (mapping->name);
  char *slash;

  if (*name == '\0' || g_str_has_prefix (name, "/dev/zero"))
    return NULL;
  if (g_str_has_suffix (name, " (deleted)"))
    name[strlen (name) - strlen (" (deleted)")] = '\0';
  slash = *name == '/' ? strrchr (name, '/') : NULL;
  return g_strdup (slash != NULL ? slash + 1 : name);
}

static guint
find_worker (const BobbinRegionPlan *plan, guint64 address, guint64 end)
{
  for (guint i = 0; i < plan->n_stacks; i++)
    if (plan->stacks[i].address >= address && plan->stacks[i].address < end)
      return plan->stacks[i].worker;
  return BOBBIN_NO_WORKER;
}

static BobbinRegionKind
classify (const BobbinMapping *mapping, const BobbinRegionPlan *plan, guint worker)
{
  /* "[stack:TID]": kernels up to 4.4. */
  if (worker != BOBBIN_NO_WORKER || g_str_has_prefix (mapping->name, "[stack"))
    return BOBBIN_REGION_STACK;
  if (strcmp (mapping->name, "[heap]") == 0)
    return BOBBIN_REGION_HEAP;
  if (mapping->permissions[3] == 's')
    return BOBBIN_REGION_SHARED;
  if (is_nameless (mapping))
    return BOBBIN_REGION_ANONYMOUS;
  if (*mapping->name == '[')
    return BOBBIN_REGION_KERNEL;

  g_autofree char *name = get_short_name (mapping);
  if (plan->program != NULL && g_str_has_prefix (mapping->name, plan->program)
      && (strcmp (mapping->name, plan->program) == 0 || g_str_has_suffix (mapping->name, " (deleted)")))
    return BOBBIN_REGION_PROGRAM;
  return name != NULL && is_library (name) ? BOBBIN_REGION_LIBRARY : BOBBIN_REGION_FILE;
}

static gboolean
is_of_file (BobbinRegionKind kind)
{
  return kind == BOBBIN_REGION_PROGRAM || kind == BOBBIN_REGION_LIBRARY || kind == BOBBIN_REGION_FILE;
}

static gboolean
allows_nothing (const BobbinRegion *region)
{
  return strncmp (region->permissions, "---", 3) == 0;
}

/* Whether @region goes on with what @last is. */
static gboolean
belongs_to (const BobbinRegion *last, const BobbinRegion *region)
{
  gboolean touches = last->end == region->address;

  if (is_of_file (region->kind))
    return last->kind == region->kind && g_strcmp0 (last->name, region->name) == 0;
  /* What a file's data needs beyond the file lies right behind it. */
  if (touches && region->kind == BOBBIN_REGION_ANONYMOUS && is_of_file (last->kind))
    return region->permissions[1] == 'w';
  return touches && last->kind == region->kind && last->worker == region->worker
         && allows_nothing (last) == allows_nothing (region)
         && (region->kind == BOBBIN_REGION_KERNEL || g_strcmp0 (last->name, region->name) == 0);
}

static void
join (BobbinRegion *last, const BobbinRegion *region)
{
  last->end = region->end;
  last->size_bytes += region->size_bytes;
  last->resident_bytes += region->resident_bytes;
  last->shared_bytes += region->shared_bytes;
  last->own_bytes += region->own_bytes;
  last->swap_bytes += region->swap_bytes;
  last->n_mappings += region->n_mappings;
  for (guint i = 0; i < 3; i++)
    if (region->permissions[i] != '-')
      last->permissions[i] = region->permissions[i];
}

/* Takes what @region holds. */
static void
add_region (GArray *bands, BobbinRegion *region)
{
  BobbinRegion *last = bands->len > 0 ? &g_array_index (bands, BobbinRegion, bands->len - 1) : NULL;

  /* The guard page below a stack is the stack's. */
  if (last != NULL && region->kind == BOBBIN_REGION_STACK && last->kind == BOBBIN_REGION_ANONYMOUS
      && allows_nothing (last) && last->n_mappings == 1 && last->end == region->address)
    {
      last->kind = BOBBIN_REGION_STACK;
      last->worker = region->worker;
      join (last, region);
      clear_region (region);
    }
  else if (last != NULL && belongs_to (last, region))
    {
      join (last, region);
      clear_region (region);
    }
  else
    {
      g_array_append_val (bands, *region);
    }
}

/* A part of the address space that is known by its place. */
typedef struct {
  guint64          address, end;
  BobbinRegionKind kind;
} Part;

#define N_PARTS 3

static void
fill_parts (const BobbinRegionPlan *plan, Part *parts)
{
  guint64 mapped = plan->arena_address + plan->arena_private_bytes;
  guint64 untouched = mapped + plan->arena_mapped_bytes;

  parts[0] = (Part) { plan->arena_address, mapped, BOBBIN_REGION_ARENA_PRIVATE };
  parts[1] = (Part) { mapped, untouched, BOBBIN_REGION_ARENA_MAPPED };
  parts[2] = (Part) { untouched, untouched + plan->arena_untouched_bytes, BOBBIN_REGION_ARENA_UNTOUCHED };
}

static guint64
take_up_to (guint64 *left, guint64 room)
{
  guint64 taken = MIN (*left, room);

  *left -= taken;
  return taken;
}

/* Moves as much of what @mapping holds into @piece as has room in it. */
static void
fill_piece (BobbinRegion *piece, BobbinMapping *mapping)
{
  guint64 room = piece->size_bytes;

  piece->own_bytes = take_up_to (&mapping->own_bytes, room);
  piece->shared_bytes = take_up_to (&mapping->shared_bytes, room - piece->own_bytes);
  piece->resident_bytes = piece->own_bytes + piece->shared_bytes;
  piece->swap_bytes = take_up_to (&mapping->swap_bytes, room - piece->resident_bytes);
}

/* The piece of @mapping from @address to where the next part begins or ends. */
static BobbinRegion
cut_piece (const BobbinMapping *mapping, guint64 address, const BobbinRegionPlan *plan, const Part *parts)
{
  BobbinRegion piece = { .kind = BOBBIN_N_REGION_KINDS, .address = address, .end = mapping->end,
                         .n_mappings = 1, .worker = BOBBIN_NO_WORKER };

  for (guint i = 0; i < N_PARTS; i++)
    {
      if (parts[i].address >= parts[i].end)
        continue;
      if (address >= parts[i].address && address < parts[i].end)
        piece.kind = parts[i].kind;
      if (parts[i].address > address)
        piece.end = MIN (piece.end, parts[i].address);
      if (parts[i].end > address)
        piece.end = MIN (piece.end, parts[i].end);
    }
  piece.size_bytes = piece.end - address;
  memcpy (piece.permissions, mapping->permissions, sizeof piece.permissions);
  if (piece.kind == BOBBIN_N_REGION_KINDS)
    {
      piece.worker = find_worker (plan, address, piece.end);
      piece.kind = classify (mapping, plan, piece.worker);
      if (piece.kind != BOBBIN_REGION_STACK && piece.kind != BOBBIN_REGION_HEAP)
        piece.name = get_short_name (mapping);
    }
  return piece;
}

/* The kernel joins neighbours that are alike into one mapping, so a mapping may
 * hold more than one part of an arena, or a part of it and a stack. It tells
 * only what they hold together: as the private part is always there as a whole,
 * that comes first, and what is never touched gets nothing. */
static void
add_mapping (GArray *bands, BobbinMapping mapping, const BobbinRegionPlan *plan, const Part *parts)
{
  BobbinRegion pieces[2 * N_PARTS + 1];
  guint n = 0;

  for (guint64 address = mapping.address; address < mapping.end && n < G_N_ELEMENTS (pieces); n++)
    {
      pieces[n] = cut_piece (&mapping, address, plan, parts);
      address = pieces[n].end;
    }
  for (guint i = 0; i < n; i++)
    if (pieces[i].kind == BOBBIN_REGION_ARENA_PRIVATE)
      fill_piece (&pieces[i], &mapping);
  for (guint i = 0; i < n; i++)
    if (pieces[i].kind != BOBBIN_REGION_ARENA_PRIVATE && pieces[i].kind != BOBBIN_REGION_ARENA_UNTOUCHED)
      fill_piece (&pieces[i], &mapping);
  for (guint i = 0; i < n; i++)
    add_region (bands, &pieces[i]);
}

GArray *
bobbin_regions_build (const GArray *mappings, const BobbinRegionPlan *plan)
{
  GArray *bands = g_array_new (FALSE, FALSE, sizeof (BobbinRegion));
  Part parts[N_PARTS];

  g_array_set_clear_func (bands, clear_region);
  fill_parts (plan, parts);
  for (guint i = 0; i < mappings->len; i++)
    add_mapping (bands, g_array_index (mappings, BobbinMapping, i), plan, parts);
  return bands;
}
