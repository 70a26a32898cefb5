namespace Posthaste.Notifications.Ways;

/// <summary>How an answer began, for people: without the target's address, which pages of errors like to repeat, and without what signed the request. Pure.</summary>
internal static class AnswerText
{
    private const int Max = 500;

    /// <summary>Shorter parts of an address are words such as <c>hooks</c>, and no secrets.</summary>
    private const int ShortestSecret = 8;

    private const string Hidden = "(hidden)";

    public static string? Of(string text, Message message)
    {
        foreach (var secret in Secrets(message).OrderByDescending(secret => secret.Length)) text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
        return TextLimit.Cut(text, Max, multiline: true) is { Length: > 0 } shown ? shown : null;
    }

    private static IEnumerable<string> Secrets(Message message)
    {
        foreach (var key in message.SigningSecrets) yield return key.Reveal();
        if (!Uri.TryCreate(message.Address.Reveal(), UriKind.Absolute, out var url)) yield break;
        var parts = url.Segments.Append(url.Query).SelectMany(part => part.Split('/', '?', '&', '=', '#'))
            .Concat([url.AbsoluteUri, url.PathAndQuery, url.AbsolutePath]);
        foreach (var part in parts.Where(part => part.Trim('/').Length >= ShortestSecret))
        {
            yield return part;
            yield return Uri.UnescapeDataString(part);
            yield return part.Replace("/", "\\/", StringComparison.Ordinal);
            yield return System.Net.WebUtility.HtmlEncode(part);
        }
    }
}
