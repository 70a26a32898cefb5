using Posthaste.Platforms;
using Posthaste.Workspaces.Members;

namespace Posthaste.Posts.Comments;

/// <summary>The words of a comment: how they are kept, and whom they name.</summary>
internal static class CommentText
{
    /// <summary>UTF-16 units.</summary>
    public const int MaxLength = 2_000;

    /// <summary>As it is kept: no stray blanks around it, no characters a database refuses.</summary>
    public static string Clean(string text) => text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();

    /// <returns>What is wrong with a text; null where nothing is.</returns>
    public static Finding? Check(string cleaned) => cleaned.Length switch
    {
        0 => new("text_missing", "text", $"Write something, in 1 to {MaxLength:N0} characters."),
        > MaxLength => new("too_long", "text", $"A comment has at most {MaxLength:N0} characters; this one has {cleaned.Length:N0}."),
        _ => null,
    };

    /// <summary>The members that a text names: <c>@</c> with a name, an e-mail, or the part of one before its @, whatever the case. Of several that fit the
    /// longest counts; members of the same name are all named.</summary>
    public static IReadOnlyList<Guid> FindMentions(string text, IReadOnlyList<Member> members)
    {
        var found = new List<Guid>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            // Within a word it is part of an address.
            if (at > 0 && char.IsLetterOrDigit(text[at - 1])) continue;
            var named = (
                from member in members
                from handle in (string[])[member.Name, member.Email, member.Email.Split('@')[0]]
                where Begins(text, at + 1, handle)
                select (member.Id, handle.Length)).ToList();
            found.AddRange(named.Where(hit => hit.Length == named.Max(other => other.Length)).Select(hit => hit.Id));
        }
        return [.. found.Distinct()];
    }

    private static bool Begins(string text, int at, string handle) =>
        handle.Length > 0
        && string.Compare(text, at, handle, 0, handle.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + handle.Length >= text.Length || !char.IsLetterOrDigit(text[at + handle.Length]));
}
