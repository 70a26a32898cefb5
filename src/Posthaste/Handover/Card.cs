namespace Posthaste.Handover;

/// <summary>A post as it is put into a person's hands: everything that is needed to publish it by hand.</summary>
public sealed record Card
{
    public required Guid HandoverId { get; init; }

    /// <summary>Names the handover in a button: 22 characters of base64url, unguessable.</summary>
    public required string Code { get; init; }

    /// <summary>Where to, as <see cref="ICardAnswers.LinkChatAsync"/> was told.</summary>
    public required string ChatId { get; init; }

    /// <summary>In which language of times to speak: an IANA zone.</summary>
    public required string TimeZone { get; init; }

    public required string Workspace { get; init; }

    /// <summary>Such as <c>Instagram</c>.</summary>
    public required string Network { get; init; }

    /// <summary>Without the @.</summary>
    public required string Account { get; init; }

    /// <summary>The post's own title; never empty.</summary>
    public required string Title { get; init; }

    /// <summary>When it should be live.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why a person is needed, as a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>As it is to be pasted, hashtags included; empty for none. Up to the network's limit, so possibly longer than a message takes.</summary>
    public required string Caption { get; init; }

    /// <summary>Null for none.</summary>
    public string? FirstComment { get; init; }

    /// <summary>What to do in the network's app, one sentence for each step.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>In the post's order; empty for a text.</summary>
    public required IReadOnlyList<CardMedia> Media { get; init; }

    /// <summary>The post in the dashboard; null where the server has no public address.</summary>
    public Uri? Page { get; init; }

    /// <summary>1 for the first; more where it is unknown whether an earlier one arrived, so that the person may see it twice.</summary>
    public int Copy { get; init; } = 1;
}

/// <summary>One file of a card.</summary>
/// <param name="Name">With an ending that fits its type, such as <c>1.jpg</c>.</param>
/// <param name="IsVideo">Else a picture.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Width">In pixels, as it is shown; null where nobody knows.</param>
/// <param name="Height">In pixels, as it is shown; null where nobody knows.</param>
/// <param name="AltText">Null for none.</param>
/// <param name="OpenAsync">Opens it for reading, from the beginning, as often as wanted.</param>
public sealed record CardMedia(
    string Name, bool IsVideo, long Bytes, int? Width, int? Height, string? AltText, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>Where a card lies, so that it can be changed later.</summary>
/// <param name="ChatId">The chat it went to: another one than asked for where the chat has moved.</param>
/// <param name="MessageId">Of the message with the buttons.</param>
/// <param name="AllMessageIds">Of everything that was sent for the card, that one included.</param>
public sealed record CardPlace(string ChatId, long MessageId, IReadOnlyList<long> AllMessageIds);
