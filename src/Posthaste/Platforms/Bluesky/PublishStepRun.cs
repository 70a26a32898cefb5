using Posthaste.Platforms.Bluesky.Answers;
using Posthaste.Platforms.Bluesky.Text;

namespace Posthaste.Platforms.Bluesky;

/// <summary>The call that writes the post.</summary>
/// <remarks>docs/platforms/bluesky.md#posting, docs/decisions/0028.</remarks>
internal sealed class PublishStepRun(RepoCalls repos, BlueskyOptions options, TimeProvider time)
{
    public async Task<StepResult> RunAsync(StepCall call, CancellationToken ct)
    {
        if (BlueskyCheckpoint.Read(call.Checkpoint) is not { } checkpoint || checkpoint.Files.Count != call.Post.Media.Count)
            return call.PublishedBefore ? new StepResult.Unknown(StepAnswers.Doubt(PreparationSteps.Forgotten.Error)) : PreparationSteps.Forgotten;
        // Another beginning is another name, and an earlier call under the old one may still be on its way: then the old files have to do.
        if (!call.PublishedBefore && time.GetUtcNow() - checkpoint.FilesSince > options.FileLife) return new StepResult.Unavailable(FilesOld, Restart: true);

        var (repo, why) = await repos.OpenAsync(call.Account, ct);
        if (repo is null) return StepAnswers.ForFailure(why!, StepKind.Repeatable, options, time.GetUtcNow());
        var now = time.GetUtcNow();
        var answer = await repos.CreateAsync(repo, checkpoint.Rkey, PostRecord.Of(call.Post, checkpoint, now), ct);
        var uri = PostLinks.UriOf(repo.Session.Did, checkpoint.Rkey);
        return Judge(call, repo, answer, uri, checkpoint.Rkey, now) with { Trace = repo.Trace.Then(answer.Trace) with { Handle = uri } };
    }

    private StepResult Judge(StepCall call, OpenRepo repo, XrpcAnswer answer, string uri, string rkey, DateTimeOffset now)
    {
        if (answer is XrpcAnswer.Done done)
        {
            return done.Body.Word("uri") == uri
                ? new StepResult.Published(uri, PostLinks.For(options, repo.Session.Who, rkey), now)
                : new StepResult.Unknown(StepAnswers.Doubt(StepAnswers.Describe(answer)));
        }
        // Refused at the door: nothing was written, and the next run brings another session.
        if (StepAnswers.EndsSession(answer) && repos.End(repo)) return new StepResult.Wait(now, call.Checkpoint);
        return StepAnswers.ForFailure(answer, StepKind.Irreversible, options, time.GetUtcNow()) switch
        {
            // A second record of one name is refused: that one is there already is then the likeliest reason.
            StepResult.Rejected { Error.Code: "InvalidRequest" } refused when call.PublishedBefore => new StepResult.Unknown(StepAnswers.Doubt(refused.Error)),
            StepResult.Unavailable { Restart: true } gone when call.PublishedBefore => new StepResult.Rejected(gone.Error with { Kind = ErrorKind.FixContent, Advice = "Retry: the files are sent again." }),
            var result => result,
        };
    }

    private static PlatformError FilesOld { get; } = PlatformError.Passing("files_old", "The files were sent so long ago that the server may have thrown them away.");
}
