namespace Posthaste.Transfer;

/// <summary>What a column of an import can say. The words are those of the template and of exports.</summary>
public enum ImportColumn
{
    Type,

    /// <summary>Names, @usernames or ids.</summary>
    Channels,

    /// <summary>File names of the library, ids or addresses of the web.</summary>
    Media,
    Caption,
    Hashtags,
    FirstComment,

    /// <summary>By the position in <see cref="Media"/>.</summary>
    AltTexts,

    /// <summary>RFC 3339, or a date and time in the zone of the row or the workspace.</summary>
    At,
    TimeZone,
    Title,

    /// <summary>As one of <see cref="Media"/>.</summary>
    Cover,

    /// <summary><c>publish</c>, <c>skip</c> or <c>ask</c>; <c>publish 90</c> with minutes.</summary>
    LatePolicy,

    /// <summary>The name of a category.</summary>
    Category,
}
