namespace Posthaste.Sandbox.Graph;

/// <summary>The platform sends titles and texts for users in the language of the account's owner. A client that reads them to
/// decide breaks there; German shows it. The wording is the sandbox's own.</summary>
internal static class UserTexts
{
    private static readonly Dictionary<int, (string Title, string Message)> _german = new()
    {
        [2207003] = ("Zeitüberschreitung", "Das Herunterladen des Mediums dauert zu lange."),
        [2207004] = ("Bild zu groß", "Das Bild ist zu groß zum Herunterladen. Es sollte kleiner als 8 MiB sein."),
        [2207005] = ("Bildformat nicht unterstützt", "Das Bildformat wird nicht unterstützt. Unterstützt wird: JPEG."),
        [2207008] = ("Beitrag nicht gefunden", "Der Beitrag existiert nicht oder ist abgelaufen."),
        [2207009] = ("Seitenverhältnis nicht unterstützt", "Ein Bild mit diesem Seitenverhältnis kann nicht veröffentlicht werden."),
        [2207027] = ("Veröffentlichen nicht möglich", "Das Medium ist noch nicht zur Veröffentlichung bereit, bitte warte einen Moment."),
        [2207006] = ("Medium nicht gefunden", "Das Medium wurde nicht gefunden."),
        [2207010] = ("Bildunterschrift zu lang", "Die Bildunterschrift ist zu lang."),
        [2207050] = ("Konto eingeschränkt", "Das Instagram-Konto ist eingeschränkt."),
        [2207067] = ("Nicht mehr unterstützt", "Der Medientyp VIDEO wird nicht mehr unterstützt. Verwende REELS."),
        [2207042] = ("Zu viele Beiträge", "Du hast die Höchstzahl der Beiträge erreicht, die über die API veröffentlicht werden dürfen."),
        [2207051] = ("Aktion blockiert", "Wir schränken bestimmte Aktivitäten ein, um unsere Community zu schützen."),
        [2207052] = ("Herunterladen fehlgeschlagen", "Das Medium konnte unter dieser Adresse nicht abgerufen werden."),
    };

    public static GraphError In(UserLanguage language, GraphError error) =>
        language is UserLanguage.De && error.Subcode is { } subcode && _german.TryGetValue(subcode, out var text)
            ? error with { UserTitle = text.Title, UserMessage = text.Message }
            : error;
}
