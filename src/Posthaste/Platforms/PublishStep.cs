namespace Posthaste.Platforms;

/// <summary>What may happen when a step runs a second time.</summary>
public enum StepKind
{
    /// <summary>Nothing anyone can see: it may run again blindly (read, host media, create a container).</summary>
    Repeatable,

    /// <summary>A second post or comment. It needs a committed intent, and is never repeated on a guess.</summary>
    Irreversible,
}

/// <summary>One named piece of a network's pipeline.</summary>
/// <param name="Name">A snake_case word, kept in the database and shown in attempts.</param>
/// <param name="Kind">What a second run would do.</param>
/// <param name="NeedsMedia">The step hands media to the network, so every item must have a public URL.</param>
/// <param name="Part">Which of the post's irreversible calls it makes: each part has its own intents and its own remote id.
/// A repeatable step after the publish calls names the part whose remote id it works on.</param>
public sealed record PublishStep(string Name, StepKind Kind, bool NeedsMedia = false, string Part = PublishStep.Post)
{
    /// <summary>It makes something that the network counts against <see cref="PlatformLimits.ContainersPerDay"/>.</summary>
    public bool Creates { get; init; }

    /// <summary>The irreversible step that brings a post into the account's own inbox at the network, where its owner finishes it. The store counts
    /// what waits there by this word.</summary>
    public const string Deliver = "deliver";

    /// <inheritdoc cref="Deliver"/>
    public bool Delivers => Name == Deliver;

    /// <summary>The part that is the post itself.</summary>
    public const string Post = "post";

    /// <summary>The part that is the first comment.</summary>
    public const string Comment = "comment";

    /// <summary>The part that is one of several stories, counted from 1.</summary>
    public static string Story(int number) => $"story_{number}";
}
