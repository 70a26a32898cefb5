namespace Posthaste.Platforms.Graph;

/// <summary>What kind of trouble a Graph error is, whichever call it answers.</summary>
internal enum GraphErrorClass
{
    /// <summary>The network's own trouble, or a download that may work next time.</summary>
    Passing,

    /// <summary>The container is of no use; a new one may work.</summary>
    NewContainer,

    /// <summary>The container is still being worked on: the same call works in a few seconds.</summary>
    NotReady,

    /// <summary>A container or post that the network does not show: too new, used up, expired, or not this account's.</summary>
    NotFound,

    /// <summary>Too many calls for the account.</summary>
    AccountRate,

    /// <summary>Too many calls for the whole app.</summary>
    AppRate,

    /// <summary>The account's posts of the day are used up.</summary>
    Quota,

    /// <summary>The action is blocked for some hours.</summary>
    Blocked,

    /// <summary>The token or its permissions do not suffice.</summary>
    Access,

    /// <summary>The network has restricted the account: a person must act there.</summary>
    Restricted,

    /// <summary>The network will not take this content.</summary>
    Content,
}

/// <summary>One known Graph error.</summary>
/// <param name="Code">Null for subcodes that were seen under several codes.</param>
/// <param name="Subcode">Null for the code with no subcode, or with one nobody listed.</param>
/// <param name="Class">What to do.</param>
/// <param name="Message">For a person: what happened.</param>
/// <param name="Advice">For a person: what to do; null where there is nothing to do.</param>
/// <param name="Field">The API field it is about, where one is known.</param>
internal sealed record GraphErrorRow(
    int? Code, int? Subcode, GraphErrorClass Class, string Message, string? Advice = null, string? Field = null)
{
    /// <summary>The row stands for the codes from <see cref="Code"/> to this one.</summary>
    public int? LastCode { get; init; }

    /// <summary>The row stands for the subcodes from <see cref="Subcode"/> to this one.</summary>
    public int? LastSubcode { get; init; }

    /// <summary>The code alone says as much, so the row also answers for it with another subcode or none.</summary>
    public bool SpeaksForCode { get; init; }

    public bool HasCode(int code) => Code is { } first && code >= first && code <= (LastCode ?? first);

    public bool HasSubcode(int? subcode) => Subcode is { } first && subcode >= first && subcode <= (LastSubcode ?? first);
}
