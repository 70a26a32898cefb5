using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>A card as texts in Telegram's HTML. What is to be pasted stands in a block of its own, which one tap copies. Pure.</summary>
/// <param name="Before">Messages that go first, each a piece of what did not fit into the last.</param>
/// <param name="Last">The message with the buttons.</param>
internal sealed record CardText(IReadOnlyList<string> Before, string Last)
{
    /// <summary>Left free in the last message, for what becomes of the card.</summary>
    private const int ForVerdict = 256;

    private const int Room = TelegramText.MaxMessage - ForVerdict;
    private const int MaxSteps = 12;

    /// <param name="card">What is handed over.</param>
    /// <param name="notes">Sentences about files that could not be sent.</param>
    public static CardText Of(Card card, IReadOnlyList<string> notes)
    {
        var last = new Marked();
        Head(last, card);
        foreach (var note in notes.Take(3)) last.Line("⚠️ " + TelegramText.Cut(note, 200));
        last.Line("");
        foreach (var (i, step) in card.Steps.Take(MaxSteps).Index()) last.Line(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. ") + TelegramText.Cut(step, 120));
        if (card.Page is { } page && page.AbsoluteUri.Length <= 300) last.Line("").Line(page.AbsoluteUri);

        var before = new List<string>();
        Paste(last, before, "Caption", card.Caption);
        Paste(last, before, "First comment", card.FirstComment ?? "");
        return new CardText(before, last.Html);
    }

    /// <summary>The call that says what became of a card, and takes its buttons away.</summary>
    /// <param name="html">Its last message as it was sent; null where nobody knows.</param>
    public static JsonObject Close(string chatId, long messageId, string? html, string verdict) => new()
    {
        ["chat_id"] = chatId,
        ["message_id"] = messageId,
        ["text"] = Closed(html, verdict),
        ["parse_mode"] = "HTML",
        ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
    };

    /// <summary>A card's last message with what became of it.</summary>
    /// <param name="html">As it was sent; null where nobody knows.</param>
    public static string Closed(string? html, string verdict)
    {
        var line = $"<b>{TelegramText.Escape(TelegramText.Cut(verdict, ForVerdict - 4))}</b>";
        return html is null ? line : $"{html}\n\n{line}";
    }

    private static void Head(Marked last, Card card)
    {
        last.Bold($"{TelegramText.Cut(card.Network, 40)} · @{TelegramText.Cut(card.Account, 100)}").Line("");
        last.Line(TelegramText.Cut(card.Title, 200));
        last.Line($"Due {Time(card)} ({TelegramText.Cut(card.Workspace, 80)})");
        last.Line(TelegramText.Cut(card.Why, 400));
        if (card.Copy > 1) last.Line("⚠️ You may see this card twice: nobody knows whether the first one arrived. Only one answer counts.");
    }

    /// <summary>Into the last message where it fits, else into messages of its own.</summary>
    private static void Paste(Marked last, List<string> before, string name, string text)
    {
        if (!TelegramText.ShowsSomething(text)) return;
        var title = $"{name} (tap to copy):";
        if (last.Length + title.Length + text.Length + 3 <= Room)
        {
            last.Line("").Line(title).Block(text);
            return;
        }
        var pieces = TelegramText.Split(text, TelegramText.MaxMessage - 64);
        foreach (var (i, piece) in pieces.Index())
        {
            var part = pieces.Count == 1 ? title : string.Create(CultureInfo.InvariantCulture, $"{name}, part {i + 1} of {pieces.Count} (tap to copy):");
            before.Add(new Marked().Line(part).Block(piece).Html);
        }
    }

    private static string Time(Card card)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(card.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return $"{TimeZoneInfo.ConvertTime(card.DueAt, zone).ToString("ddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} {TelegramText.Cut(zone.Id, 40)}";
    }

    /// <summary>HTML, with its length as Telegram counts it.</summary>
    private sealed class Marked
    {
        private readonly StringBuilder _html = new();

        public int Length { get; private set; }

        public string Html => _html.ToString();

        public Marked Line(string text) => Add("", text + "\n", "");

        public Marked Bold(string text) => Add("<b>", text, "</b>");

        public Marked Block(string text) => Add("<pre>", text, "</pre>");

        private Marked Add(string open, string text, string close)
        {
            _html.Append(open).Append(TelegramText.Escape(text)).Append(close);
            Length += text.Length;
            return this;
        }
    }
}
