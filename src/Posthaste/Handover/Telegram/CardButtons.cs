using System.Text.Json.Nodes;

namespace Posthaste.Handover.Telegram;

/// <summary>The buttons below a card, and what a press of one sends back: a letter and the card's code, 24 of Telegram's 64 bytes. Pure.</summary>
internal static class CardButtons
{
    private const char SnoozeMenu = 'z';
    private const char MainMenu = 'b';

    /// <summary>Letters are kept in messages that are out already: never another meaning for one.</summary>
    private static readonly (char Letter, CardAction Action)[] Letters =
    [
        ('p', CardAction.Posted), ('k', CardAction.Skip), ('r', CardAction.Reject), ('1', CardAction.Snooze30), ('2', CardAction.Snooze120), ('d', CardAction.SnoozeDay),
    ];

    public static JsonObject Main(string code) => Keyboard(
        [Button("✅ Posted", 'p', code), Button("Skip", 'k', code)],
        [Button("⏰ Snooze…", SnoozeMenu, code), Button("Reject…", 'r', code)]);

    public static JsonObject Snooze(string code) => Keyboard(
        [Button("30 minutes", '1', code), Button("2 hours", '2', code), Button("Tomorrow", 'd', code)],
        [Button("‹ Back", MainMenu, code)]);

    /// <returns>Null for what none of our buttons sends.</returns>
    public static CardButton? Read(string? data)
    {
        if (data is not [var letter, ':', .. { Length: > 0 and <= 40 } code]) return null;
        if (letter == SnoozeMenu) return new CardButton.Menu(code, Snooze(code));
        if (letter == MainMenu) return new CardButton.Menu(code, Main(code));
        foreach (var (known, action) in Letters)
            if (known == letter) return new CardButton.Act(code, action);
        return null;
    }

    private static JsonObject Button(string text, char letter, string code) => new JsonObject { ["text"] = text, ["callback_data"] = $"{letter}:{code}" };

    private static JsonObject Keyboard(params JsonNode[][] rows) =>
        new() { ["inline_keyboard"] = new JsonArray([.. rows.Select(row => new JsonArray([.. row]))]) };
}

/// <summary>What a button does.</summary>
/// <param name="Code">Of its card.</param>
internal abstract record CardButton(string Code)
{
    /// <summary>Other buttons come in its place.</summary>
    public sealed record Menu(string Code, JsonObject Keyboard) : CardButton(Code);

    public sealed record Act(string Code, CardAction Action) : CardButton(Code);
}
