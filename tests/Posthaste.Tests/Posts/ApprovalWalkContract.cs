using FsCheck;
using FsCheck.Fluent;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>People do anything with a post, in any order, while the workspace's rule changes below them. Whatever they do, nothing is on its way that nobody
/// entitled has agreed to (R-MAN-1).</summary>
public abstract class ApprovalWalkContract(TestDatabase database, int walks) : IAsyncLifetime
{
    private const int Steps = 30;

    private static readonly string[] People = ["Ann", "Bob", "Cleo"];

    /// <summary>Each as often as it is here.</summary>
    private static readonly string[] Deeds =
    [
        "submit", "submit", "submit", "approve", "approve", "approve", "schedule", "schedule", "schedule", "edit", "edit", "policy", "policy",
        "reject", "withdraw", "unapprove", "unschedule", "publish_now", "cancel_job", "fail_job", "retry_job",
    ];

    private static readonly Gen<Step> AnyStep =
        from deed in Gen.Elements(Deeds)
        from who in Gen.Elements(People)
        from choice in Gen.Choose(0, 5)
        select new Step(deed, who, choice);

    private Desk _desk = null!;
    private Channel[] _channels = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _channels = [await _desk.ConnectAsync(), await _desk.ConnectAsync("2")];
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Nothing_is_ever_on_its_way_that_nobody_entitled_agreed_to() => Holds(walk => WalkAsync(walk));

    /// <summary>Walks that never schedule anything would prove nothing. Always the same ones, since chance might leave out a deed.</summary>
    [Fact]
    public async Task The_walks_do_get_posts_on_their_way_and_off_it_again()
    {
        var counts = new Dictionary<string, int>();
        foreach (var walk in AnyStep.ArrayOf(Steps).Sample(12, new Rnd(2026), 12)) await WalkAsync(walk, counts);

        Assert.All((string[])["opened", "closed", "approve", "reject", "unapprove", "schedule"], what => Assert.True(counts.GetValueOrDefault(what) > 0, what));
    }

    // Off the test's own thread: a property of FsCheck cannot wait in any other way.
    private void Holds(Func<Step[], Task> property) => Prop.ForAll(AnyStep.ArrayOf(Steps).ToArbitrary(), walk =>
    {
        Task.Run(() => property(walk)).GetAwaiter().GetResult();
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(walks));

    private async Task WalkAsync(Step[] walk, Dictionary<string, int>? counts = null)
    {
        await SetPolicyAsync(ApprovalPolicy.One);
        var post = (await _desk.CreateAsync(await _desk.DraftAsync(_channels[0]), actor: "Ann")).Id;
        var book = new Book();
        var said = new List<string>();
        foreach (var step in walk)
        {
            _desk.Time.Advance(TimeSpan.FromMinutes(3));
            var before = await LookAsync(post);
            var result = await DoAsync(post, step, before);
            var after = await LookAsync(post);
            said.Add($"{step.Who} {step.Deed} {step.Choice} under {before.Policy}: {result ?? "done"}");
            if (result is null) book.Note(step, before, after);

            foreach (var job in after.Open)
            {
                var opened = before.Open.All(known => known.Id != job.Id);
                var agreed = book.Find(job.ApprovedHash);
                // A retry goes on with what was agreed to when it was scheduled.
                var enough = agreed is not null && (!opened || step.Deed == "retry_job" || agreed.Meets(after.Policy));
                Assert.True(enough && after.Post.Approval == ApprovalState.Approved, $"A job is on its way that nobody entitled agreed to, after:\n{string.Join('\n', said)}");
                if (opened) Count(counts, "opened");
            }
            if (before.Open.Count > after.Open.Count) Count(counts, "closed");
            if (result is null) Count(counts, step.Deed);
        }
        await _desk.DeletePost.RunAsync(_desk.WorkspaceId, post, null, "Ann", Ct);
    }

    /// <returns>Null where it was done, else why it was not.</returns>
    private async Task<string?> DoAsync(Guid post, Step step, Look before)
    {
        var workspace = _desk.WorkspaceId;
        var at = _desk.InHours(100 + step.Choice);
        return step.Deed switch
        {
            "submit" => Why(await _desk.SubmitPost.RunAsync(workspace, post, step.Who, Ct)),
            "approve" => Why(await _desk.ApprovePost.RunAsync(workspace, post, null, step.Who, Ct)),
            "schedule" => Why(await _desk.SchedulePost.RunAsync(workspace, post, at, force: true, step.Who, Ct)),
            "edit" => Why(await _desk.RevisePost.RunAsync(workspace, post, draft => Edited(draft, step.Choice), null, force: true, step.Who, Ct)),
            "reject" => Why(await _desk.RejectPost.RunAsync(workspace, post, "No", step.Who, Ct)),
            "withdraw" => Why(await _desk.WithdrawPost.RunAsync(workspace, post, step.Who, Ct)),
            "unapprove" => Why(await _desk.UnapprovePost.RunAsync(workspace, post, null, step.Who, Ct)),
            "unschedule" => Why(await _desk.UnschedulePost.RunAsync(workspace, post, step.Who, Ct)),
            "publish_now" => Why(await _desk.PublishPostNow.RunAsync(workspace, post, force: true, step.Who, Ct)),
            "policy" => await SetPolicyAsync((ApprovalPolicy)(step.Choice % 3)),
            "cancel_job" => await ChangeJobAsync(before.Open, new JobChange.Cancel(), step),
            "retry_job" => await ChangeJobAsync([.. before.Jobs.Where(job => job.State == JobState.Failed)], new JobChange.Retry(), step),
            _ => await FailAsync(before.Open, step),
        };
    }

    // Few contents, so that what was agreed to once comes back; the last one changes nothing that anybody would see.
    private PostDraft Edited(PostDraft draft, int choice) => choice switch
    {
        0 => draft with { Caption = "Hello" },
        1 => draft with { Caption = "Other" },
        2 => draft with { ChannelIds = [_channels[0].Id] },
        3 => draft with { ChannelIds = [_channels[1].Id] },
        4 => draft with { ChannelIds = [_channels[0].Id, _channels[1].Id] },
        _ => draft with { AltTexts = draft.AltTexts.Count == 0 ? [null] : [] },
    };

    private async Task<string?> SetPolicyAsync(ApprovalPolicy policy) =>
        await _desk.UpdateWorkspace.RunAsync(_desk.WorkspaceId, workspace => workspace with { ApprovalPolicy = policy }, "Ann", Ct) is UpdateWorkspaceResult.Updated ? null : "refused";

    private async Task<string?> ChangeJobAsync(IReadOnlyList<Job> jobs, JobChange change, Step step) => jobs.Count == 0
        ? "no job"
        : await _desk.ChangeJob.RunAsync(jobs[step.Choice % jobs.Count].Id, change, step.Who, Ct) is MoveResult.Refused refused ? refused.Code : null;

    private async Task<string?> FailAsync(IReadOnlyList<Job> open, Step step)
    {
        if (open.Count == 0) return "no job";
        await _desk.BringToAsync(open[step.Choice % open.Count], JobState.Failed, JobReason.Skipped);
        return null;
    }

    private static string? Why(PostResult result) => result switch
    {
        PostResult.Saved => null,
        PostResult.Refused refused => refused.Code,
        PostResult.NotAllowed notAllowed => notAllowed.Code,
        _ => result.GetType().Name,
    };

    private async Task<Look> LookAsync(Guid postId)
    {
        var post = (await _desk.Posts.FindAsync(_desk.WorkspaceId, postId, Ct))!;
        var check = await _desk.CheckPost.RunAsync(post, post.PlannedAt, Ct);
        return new Look(post, await _desk.JobsOfAsync(post), check.Workspace.ApprovalPolicy, [.. check.Contents.Select(content => content.Hash)]);
    }

    private static void Count(Dictionary<string, int>? counts, string what)
    {
        if (counts is not null) counts[what] = counts.GetValueOrDefault(what) + 1;
    }

    private sealed record Step(string Deed, string Who, int Choice);

    /// <param name="Hashes">Of what each channel would get now.</param>
    private sealed record Look(Post Post, IReadOnlyList<Job> Jobs, ApprovalPolicy Policy, IReadOnlyList<string> Hashes)
    {
        public IReadOnlyList<Job> Open { get; } = [.. Jobs.Where(job => !job.IsOver)];
    }

    /// <param name="ByApproval">Somebody looked and agreed; else somebody scheduled it where nobody had to.</param>
    /// <param name="ByAuthor">Whoever agreed had written it, or changed it last.</param>
    private sealed record Agreement(bool ByApproval, bool ByAuthor)
    {
        public bool Meets(ApprovalPolicy policy) => policy switch
        {
            ApprovalPolicy.None => true,
            ApprovalPolicy.One => ByApproval,
            _ => ByApproval && !ByAuthor,
        };
    }

    /// <summary>Who has agreed to what, kept by what people did and not by what the program says.</summary>
    private sealed class Book
    {
        private readonly Dictionary<string, Agreement> _agreed = [];

        public Agreement? Find(string hash) => _agreed.GetValueOrDefault(hash);

        public void Note(Step step, Look before, Look after)
        {
            var byAuthor = before.Post.CreatedBy == step.Who || before.Post.ChangedBy == step.Who;
            switch (step.Deed)
            {
                case "approve":
                    foreach (var hash in before.Hashes) _agreed[hash] = new Agreement(ByApproval: true, byAuthor);
                    break;
                case "reject" or "unapprove" or "submit":
                    _agreed.Clear();
                    break;
                case "edit" when !before.Hashes.Order().SequenceEqual(after.Hashes.Order()):
                    _agreed.Clear();
                    break;
            }
            var signs = step.Deed is "schedule" or "publish_now" || (step.Deed == "edit" && before.Open.Count > 0);
            if (signs && before.Policy == ApprovalPolicy.None)
            {
                foreach (var hash in after.Hashes) _agreed.TryAdd(hash, new Agreement(ByApproval: false, byAuthor));
            }
        }
    }
}

public sealed class SqliteApprovalWalkTests() : ApprovalWalkContract(new SqliteTestDatabase(), walks: 25);

public sealed class PostgresApprovalWalkTests() : ApprovalWalkContract(new PostgresTestDatabase(), walks: 8);
