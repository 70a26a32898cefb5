using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Posthaste.Sandbox.Telegram;

/// <summary>Reads the HTML of <c>parse_mode=HTML</c> and refuses what Telegram refuses, in its words.</summary>
internal static partial class TelegramHtml
{
    private static readonly Dictionary<string, string> _types = new(StringComparer.Ordinal)
    {
        ["b"] = "bold",
        ["strong"] = "bold",
        ["i"] = "italic",
        ["em"] = "italic",
        ["u"] = "underline",
        ["ins"] = "underline",
        ["s"] = "strikethrough",
        ["strike"] = "strikethrough",
        ["del"] = "strikethrough",
        ["tg-spoiler"] = "spoiler",
        ["span"] = "spoiler",
        ["a"] = "text_link",
        ["code"] = "code",
        ["pre"] = "pre",
        ["blockquote"] = "blockquote",
    };

    /// <returns>The text, or what follows <c>can't parse entities: </c>.</returns>
    public static (FormattedText? Text, string? Problem) Parse(string html)
    {
        var text = new StringBuilder();
        var entities = new List<TextEntity>();
        var open = new Stack<Open>();
        var at = 0;
        while (at < html.Length)
        {
            if (html[at] == '&' && Character().Match(html, at) is { Success: true } character && character.Index == at)
            {
                text.Append(CharacterOf(character));
                at += character.Length;
                continue;
            }
            if (html[at] != '<')
            {
                text.Append(html[at++]);
                continue;
            }
            if (Tag().Match(html, at) is not { Success: true } tag) return (null, $"Unclosed start tag at byte offset {Offset(html, at)}");
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (tag.Groups["end"].Length > 0)
            {
                if (!open.TryPop(out var begun)) return (null, $"Unexpected end tag at byte offset {Offset(html, at)}");
                if (name.Length > 0 && name != begun.Name) return (null, $"Unmatched end tag at byte offset {Offset(html, at)}, expected \"</{begun.Name}>\", found \"</{name}>\"");
                if (text.Length > begun.Start) entities.Add(EntityOf(begun, text));
            }
            else
            {
                if (!_types.ContainsKey(name)) return (null, $"Unsupported start tag \"{name}\" at byte offset {Offset(html, at)}");
                open.Push(new Open(name, text.Length, Attribute().Match(tag.Groups["rest"].Value).Groups["value"].Value));
            }
            at += tag.Length;
        }
        if (open.TryPeek(out var left)) return (null, $"Can't find end tag corresponding to start tag \"{left.Name}\"");
        return (new FormattedText(text.ToString(), [.. entities.OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length)]).Trimmed(), null);
    }

    private static TextEntity EntityOf(Open begun, StringBuilder text) => new(
        _types[begun.Name], begun.Start, text.Length - begun.Start, begun.Name == "a" ? (begun.Value.Length > 0 ? CharactersIn(begun.Value) : text.ToString(begun.Start, text.Length - begun.Start)) : null);

    private static string CharactersIn(string text) => Character().Replace(text, CharacterOf);

    private static string CharacterOf(Match match) => match.Groups["name"].Value switch
    {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        _ => Number(match) is > 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) and var number ? char.ConvertFromUtf32(number) : match.Value,
    };

    private static int Number(Match match) => match.Groups["hex"].Length > 0
        ? int.Parse(match.Groups["hex"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    private static int Offset(string html, int at) => Encoding.UTF8.GetByteCount(html.AsSpan(0, at));

    private sealed record Open(string Name, int Start, string Value);

    [GeneratedRegex(@"\G<(?<end>/?)(?<name>[A-Za-z0-9-]*)(?<rest>[^>]*)>")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?:href|class|language)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'>]+))""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"&(?:(?<name>lt|gt|amp|quot)|#x(?<hex>[0-9A-Fa-f]{1,6})|#(?<number>\d{1,7}));")]
    private static partial Regex Character();
}
