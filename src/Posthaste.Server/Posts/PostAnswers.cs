using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Server.Http;
using Posthaste.Server.Jobs;
using Posthaste.Server.Media;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;

namespace Posthaste.Server.Posts;

/// <summary>Posts as the API answers with them, whichever endpoint does.</summary>
internal sealed class PostAnswers(IJobStore jobs, IWorkspaceStore workspaces, ReadPostFiles readFiles)
{
    /// <summary>More than a post has channels.</summary>
    private const int MaxJobs = 100;

    public async Task<IResult> FromAsync(PostResult result, CancellationToken ct, bool created = false)
    {
        if (Problem(result) is { } problem) return problem;
        var saved = (PostResult.Saved)result;
        var body = PostResponse.From(saved.Post) with
        {
            Jobs = await ListJobsAsync(saved.Post, ct),
            Warnings = [.. saved.Warnings.Select(FindingResponse.From)],
        };
        return new PostAnswer(body, created);
    }

    public async Task<IResult> FromAsync(Post post, Caller caller, CancellationToken ct) =>
        new PostAnswer(PostResponse.From(post) with
        {
            Jobs = await ListJobsAsync(post, ct),
            Files = [.. (await readFiles.RunAsync(post, ct)).Select(found => PostFileResponse.From(found.ChannelId, found.File))],
            Review = ReviewResponse.For(post, await PolicyOfAsync(post.WorkspaceId, ct), caller),
        }, Created: false);

    /// <summary>As part of a list: without jobs and files.</summary>
    public async Task<IReadOnlyList<PostResponse>> FromAsync(IReadOnlyList<Post> posts, Caller caller, CancellationToken ct)
    {
        var policy = await PolicyOfAsync(caller.WorkspaceId, ct);
        return [.. posts.Select(post => PostResponse.From(post) with { Review = ReviewResponse.For(post, policy, caller) })];
    }

    public async Task<IReadOnlyList<JobResponse>> ListJobsAsync(Post post, CancellationToken ct) =>
        await JobAnswers.FromAsync(await jobs.ListAsync(new JobQuery { WorkspaceId = post.WorkspaceId, PostId = post.Id, Limit = MaxJobs }, ct), jobs, ct);

    /// <returns>Null where it was done.</returns>
    public static ApiProblem? Problem(PostResult result) => result switch
    {
        PostResult.Saved => null,
        PostResult.Invalid invalid => Invalid(invalid),
        PostResult.Refused { Code: "too_many_retries" } refused => JobAnswers.Refused(new MoveResult.Refused(refused.Code, refused.Message)),
        PostResult.Refused refused => new ApiProblem(409, refused.Code, refused.Message) { ConflictingPostId = refused.OtherPostId },
        PostResult.Preparing preparing => new ApiProblem(409, PostResult.Preparing.Code, preparing.Message) { RetryAfter = TimeSpan.FromSeconds(5) },
        PostResult.NotAllowed notAllowed => new ApiProblem(403, notAllowed.Code, notAllowed.Message),
        PostResult.Conflict conflict => ETags.Mismatch(conflict.CurrentVersion),
        PostResult.NotFound => ApiProblem.NotFound("post"),
        _ => throw new UnreachableException(),
    };

    private async Task<ApprovalPolicy> PolicyOfAsync(Guid workspaceId, CancellationToken ct) => (await workspaces.FindAsync(workspaceId, ct))!.ApprovalPolicy;

    private static ApiProblem Invalid(PostResult.Invalid invalid)
    {
        var blocking = invalid.Findings.Where(finding => finding.Blocks).ToArray();
        return new ApiProblem(422, blocking[0].Code, string.Join(' ', blocking.Select(finding => finding.Message)))
        {
            Errors = blocking.GroupBy(finding => finding.Field).ToDictionary(field => field.Key, field => field.Select(finding => finding.Message).ToArray()),
            Findings = [.. invalid.Findings.Select(FindingResponse.From)],
        };
    }

    private sealed record PostAnswer(PostResponse Post, bool Created) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = ETags.Of(Post.Version);
            IResult answer = Created ? TypedResults.Created($"/api/v1/posts/{Post.Id}", Post) : TypedResults.Ok(Post);
            return answer.ExecuteAsync(httpContext);
        }
    }
}
