namespace Posthaste.Platforms;

/// <summary>Something about a post that a network would refuse, or that its author should know.</summary>
/// <param name="Code">Stable snake_case word.</param>
/// <param name="Field">The API field it is about, for example <c>caption</c> or <c>mediaIds[0]</c>.</param>
/// <param name="Message">For a person: what was found, what is allowed, what to do.</param>
/// <param name="Blocks">The network would refuse it; otherwise a hint.</param>
/// <param name="Advice">What to do now, where the message leaves it open.</param>
public sealed record Finding(string Code, string Field, string Message, bool Blocks = true, string? Advice = null)
{
    /// <summary>It stands in the API's way alone: a person can publish the post as it is in the network's own app.</summary>
    public bool ApiOnly { get; init; }
}
