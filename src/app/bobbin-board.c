#include "config.h"

#include "bobbin-board.h"

#include <glib/gi18n-lib.h>

#include "bobbin-text-size.h"

#define GAP_PX 12

/* Below this there is one page at a time. In widths of an average character
 * and in sizes of the text. */
#define TOGETHER_WIDTH_CHARS 122
#define TOGETHER_HEIGHT_EMS  36

/* Below this, in sizes of the text, cards have no subtitles. */
#define SUBTITLE_WIDTH_EMS 34

/* Shares of the room when all three are shown. */
#define TIMELINE_SHARE 0.46 /* of the height; more where its lanes need it … */
#define LOWER_SHARE    0.5  /* … but this is left to the others */
#define MEMORY_SHARE   0.56 /* of the width */

struct _BobbinBoard {
  GtkWidget   parent_instance;
  BobbinCard *cards[BOBBIN_N_PAGES];
  GtkWidget  *toggles[BOBBIN_N_PAGES];
  GtkWidget  *switcher;
  BobbinPage  page;
  gboolean    alone;
  gboolean    paged;
  gboolean    said_paged;    /* what was notified last */
  guint       text_size;     /* bobbin_text_size_choose() */
  gboolean    narrow;        /* too little width for subtitles */
  guint       announce;      /* source; 0: none waits */
};

enum {
  PROP_0,
  PROP_PAGE,
  PROP_ALONE,
  PROP_PAGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BobbinBoard, bobbin_board, GTK_TYPE_WIDGET)

static int
get_minimum (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
get_natural (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int natural;

  gtk_widget_measure (widget, orientation, for_size, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkWidget *
get_card (BobbinBoard *board, BobbinPage page)
{
  return GTK_WIDGET (board->cards[page]);
}

static int
get_together_width (BobbinBoard *board)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (board));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int chars = TOGETHER_WIDTH_CHARS * pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS (chars);
}

static int
get_together_height (BobbinBoard *board)
{
  return (int) (TOGETHER_HEIGHT_EMS * bobbin_text_size_em (GTK_WIDGET (board)));
}

static int
get_lower_minimum_height (BobbinBoard *board)
{
  return MAX (get_minimum (get_card (board, BOBBIN_PAGE_MEMORY), GTK_ORIENTATION_VERTICAL, -1),
              get_minimum (get_card (board, BOBBIN_PAGE_SUMMARY), GTK_ORIENTATION_VERTICAL, -1));
}

static gboolean
fits_together (BobbinBoard *board, int width, int height)
{
  int upper = get_minimum (get_card (board, BOBBIN_PAGE_TIMELINE), GTK_ORIENTATION_VERTICAL, -1);
  int least = MAX (upper + GAP_PX + get_lower_minimum_height (board), get_together_height (board));

  return width >= get_together_width (board) && height >= least;
}

static void
bobbin_board_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  BobbinBoard *board = BOBBIN_BOARD (widget);
  int switcher = get_minimum (board->switcher, orientation, -1);
  int largest = 0;
  int largest_natural = 0;

  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      largest = MAX (largest, get_minimum (get_card (board, i), orientation, -1));
      largest_natural = MAX (largest_natural, get_natural (get_card (board, i), orientation, -1));
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (largest, switcher);
      *natural = MAX (*minimum, get_together_width (board));
    }
  else
    {
      *minimum = largest + switcher;
      *natural = MAX (*minimum, largest_natural + switcher);
    }
}

static gboolean
announce_cb (gpointer data)
{
  BobbinBoard *board = data;

  board->announce = 0;
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      bobbin_card_set_can_maximise (board->cards[i], !board->paged || board->alone);
      bobbin_card_set_shows_subtitle (board->cards[i], !board->narrow);
      bobbin_text_size_apply (get_card (board, i), board->text_size);
    }
  if (board->said_paged != board->paged)
    {
      board->said_paged = board->paged;
      g_object_notify_by_pspec (G_OBJECT (board), properties[PROP_PAGED]);
    }
  return G_SOURCE_REMOVE;
}

/* Others may change what they show when this changes, which is not theirs to do
 * while sizes are given out. */
static void
set_arrangement (BobbinBoard *board, gboolean paged, gboolean narrow, guint text_size)
{
  if (board->paged == paged && board->narrow == narrow && board->text_size == text_size)
    return;

  board->paged = paged;
  board->narrow = narrow;
  board->text_size = text_size;
  if (board->announce == 0)
    board->announce = g_idle_add_full (G_PRIORITY_HIGH_IDLE, announce_cb, board, NULL);
}

static void
allocate_card (BobbinBoard *board, BobbinPage page, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };
  GtkWidget *card = get_card (board, page);

  gtk_widget_set_child_visible (card, TRUE);
  /* Being given less than its least would only make it complain. */
  allocation.width = MAX (width, get_minimum (card, GTK_ORIENTATION_HORIZONTAL, -1));
  allocation.height = MAX (height, get_minimum (card, GTK_ORIENTATION_VERTICAL, allocation.width));
  gtk_widget_size_allocate (card, &allocation, -1);
}

static void
allocate_one (BobbinBoard *board, int width, int height)
{
  int top = 0;

  gtk_widget_set_child_visible (board->switcher, !board->alone);
  if (!board->alone)
    {
      top = get_natural (board->switcher, GTK_ORIENTATION_VERTICAL, -1);
      gtk_widget_size_allocate (board->switcher, &(GtkAllocation) { 0, 0, width, top }, -1);
    }
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      if (i == board->page)
        allocate_card (board, i, 0, top, width, height - top);
      else
        gtk_widget_set_child_visible (get_card (board, i), FALSE);
    }
}

static void
allocate_together (BobbinBoard *board, int width, int height)
{
  GtkWidget *timeline = get_card (board, BOBBIN_PAGE_TIMELINE);
  int room = height - GAP_PX;
  int lower = MAX (get_lower_minimum_height (board), (int) (room * LOWER_SHARE));
  int upper = MAX (get_natural (timeline, GTK_ORIENTATION_VERTICAL, width),
                   (int) (room * TIMELINE_SHARE));
  int memory_width = (int) ((width - GAP_PX) * MEMORY_SHARE);
  int summary_width = width - GAP_PX - memory_width;

  upper = MAX (MIN (upper, room - lower), get_minimum (timeline, GTK_ORIENTATION_VERTICAL, width));
  lower = room - upper;

  gtk_widget_set_child_visible (board->switcher, FALSE);
  allocate_card (board, BOBBIN_PAGE_TIMELINE, 0, 0, width, upper);
  allocate_card (board, BOBBIN_PAGE_MEMORY, 0, upper + GAP_PX, memory_width, lower);
  allocate_card (board, BOBBIN_PAGE_SUMMARY, memory_width + GAP_PX, upper + GAP_PX, summary_width,
                 lower);
}

static void
bobbin_board_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinBoard *board = BOBBIN_BOARD (widget);
  gboolean together = fits_together (board, width, height);

  set_arrangement (board, !together, width < SUBTITLE_WIDTH_EMS * bobbin_text_size_em (widget),
                   bobbin_text_size_choose (widget, width, height, board->alone));
  if (together && !board->alone)
    allocate_together (board, width, height);
  else
    allocate_one (board, width, height);
}

static void
toggled_cb (GtkToggleButton *toggle, BobbinBoard *board)
{
  if (!gtk_toggle_button_get_active (toggle))
    return;
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      if (GTK_WIDGET (toggle) == board->toggles[i])
        bobbin_board_set_page (board, i);
    }
}

static void
maximise_toggled_cb (BobbinCard *card, BobbinBoard *board)
{
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      if (card == board->cards[i])
        bobbin_board_set_page (board, i);
    }
  bobbin_board_set_alone (board, !board->alone);
}

void
bobbin_board_set_card (BobbinBoard *board, BobbinPage page, BobbinCard *card)
{
  g_return_if_fail (board->cards[page] == NULL);

  board->cards[page] = card;
  gtk_widget_set_parent (GTK_WIDGET (card), GTK_WIDGET (board));
  gtk_button_set_label (GTK_BUTTON (board->toggles[page]), bobbin_card_get_title (card));
  g_signal_connect (card, "maximise-toggled", G_CALLBACK (maximise_toggled_cb), board);
}

void
bobbin_board_set_page (BobbinBoard *board, BobbinPage page)
{
  g_return_if_fail (page < BOBBIN_N_PAGES);

  if (board->page == page)
    return;

  board->page = page;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (board->toggles[page]), TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (board));
  g_object_notify_by_pspec (G_OBJECT (board), properties[PROP_PAGE]);
}

BobbinPage
bobbin_board_get_page (BobbinBoard *board)
{
  return board->page;
}

void
bobbin_board_set_alone (BobbinBoard *board, gboolean alone)
{
  if (board->alone == alone)
    return;

  board->alone = alone;
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      bobbin_card_set_alone (board->cards[i], alone);
      bobbin_card_set_can_maximise (board->cards[i], !board->paged || alone);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (board));
  g_object_notify_by_pspec (G_OBJECT (board), properties[PROP_ALONE]);
}

gboolean
bobbin_board_get_alone (BobbinBoard *board)
{
  return board->alone;
}

gboolean
bobbin_board_is_paged (BobbinBoard *board)
{
  return board->paged;
}

static void
bobbin_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinBoard *board = BOBBIN_BOARD (object);

  switch (id)
    {
    case PROP_PAGE:
      g_value_set_uint (value, board->page);
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, board->alone);
      break;
    case PROP_PAGED:
      g_value_set_boolean (value, board->paged);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_board_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PAGE:
      bobbin_board_set_page (BOBBIN_BOARD (object), g_value_get_uint (value));
      break;
    case PROP_ALONE:
      bobbin_board_set_alone (BOBBIN_BOARD (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_board_dispose (GObject *object)
{
  BobbinBoard *board = BOBBIN_BOARD (object);

  g_clear_handle_id (&board->announce, g_source_remove);
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      if (board->cards[i] != NULL)
        gtk_widget_unparent (GTK_WIDGET (board->cards[i]));
      board->cards[i] = NULL;
    }
  g_clear_pointer (&board->switcher, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_board_parent_class)->dispose (object);
}

static void
bobbin_board_class_init (BobbinBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bobbin_board_get_property;
  object_class->set_property = bobbin_board_set_property;
  object_class->dispose = bobbin_board_dispose;
  widget_class->measure = bobbin_board_measure;
  widget_class->size_allocate = bobbin_board_size_allocate;

  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, BOBBIN_N_PAGES - 1, 0,
                                             G_PARAM_READWRITE | flags);
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | flags);
  properties[PROP_PAGED] = g_param_spec_boolean ("paged", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "board");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_board_init (BobbinBoard *board)
{
  board->switcher = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (board->switcher, "linked");
  gtk_widget_add_css_class (board->switcher, "switcher");
  gtk_widget_set_halign (board->switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (board->switcher, GTK_WIDGET (board));

  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      board->toggles[i] = gtk_toggle_button_new ();
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (board->toggles[i]),
                                     GTK_TOGGLE_BUTTON (board->toggles[0]));
      g_signal_connect (board->toggles[i], "toggled", G_CALLBACK (toggled_cb), board);
      gtk_box_append (GTK_BOX (board->switcher), board->toggles[i]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (board->toggles[0]), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (board), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Timeline, memory and summary"), -1);
}
