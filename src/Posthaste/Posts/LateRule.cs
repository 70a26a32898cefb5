using Posthaste.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>How late a post may go out, and what becomes of it after that.</summary>
internal static class LateRule
{
    public static (TimeSpan Window, LateAction Action) For(PostDraft draft, Workspace workspace, JobsOptions options) => (draft.LatePolicy ?? workspace.LatePolicy) switch
    {
        LatePolicy.Skip => (options.LateGrace, LateAction.Skip),
        LatePolicy.Ask => (options.LateGrace, LateAction.Attention),
        _ => (TimeSpan.FromMinutes(draft.LateMinutes ?? workspace.LateMinutes), LateAction.Attention),
    };
}
