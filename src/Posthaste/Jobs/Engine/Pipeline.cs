using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>The steps of one post: preparing, then the publish calls of its parts, then what follows up on a post that is live.</summary>
internal sealed class Pipeline(IReadOnlyList<PublishStep> steps)
{
    private readonly int _lastPublish = LastPublish(steps);

    public int Count => steps.Count;

    public PublishStep this[int index] => steps[index];

    /// <summary>Where the job goes on; at the beginning for a step that is not one of these.</summary>
    public int Start(string? step) => Math.Max(0, Find(step));

    /// <returns>Below zero for a step that is not one of these.</returns>
    public int Find(string? step)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Name == step) return i;
        }
        return -1;
    }

    /// <returns>Null after the last.</returns>
    public string? After(int index) => index + 1 < steps.Count ? steps[index + 1].Name : null;

    /// <summary>It makes a part of the post itself live.</summary>
    public bool IsPublish(int index) => index <= _lastPublish && steps[index].Kind == StepKind.Irreversible;

    public bool IsFollowUp(int index) => index > _lastPublish;

    /// <summary>How many calls make the post live, each a part of it.</summary>
    public int PublishCalls => steps.Take(_lastPublish + 1).Count(step => step.Kind == StepKind.Irreversible);

    /// <summary>It ends in the account's own inbox, and publishes nothing by itself.</summary>
    public bool Delivers => steps[_lastPublish].Delivers;

    /// <returns>Null for none.</returns>
    public string? FirstFollowUp => After(_lastPublish);

    /// <summary>The first publish call that is still to be made.</summary>
    /// <param name="live">Parts that are live already.</param>
    public PublishStep? NextPublish(IReadOnlySet<string> live)
    {
        for (var i = 0; i <= _lastPublish; i++)
        {
            if (IsPublish(i) && !live.Contains(steps[i].Part)) return steps[i];
        }
        return null;
    }

    // A comment is irreversible too, and follows up on a post that is live.
    private static int LastPublish(IReadOnlyList<PublishStep> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i].Kind == StepKind.Irreversible && steps[i].Part != PublishStep.Comment) return i;
        }
        throw new ArgumentException("No step of this pipeline publishes anything.");
    }
}
