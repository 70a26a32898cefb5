using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs;

/// <summary>What the evidence about a job of a restored database comes to.</summary>
public sealed class RestoreSettlementTests
{
    private static readonly DateTimeOffset Until = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    private static readonly Intent Intent = TestJob.IntentOf(TestJob.ReadyToPublish(Guid.CreateVersion7(Until), Until)) with
    {
        Step = "restored",
        IntentAt = Until.AddHours(-30),
        DeadlineAt = Until,
    };

    // 60 s for a picture and 60 s of lag.
    private const int Quiet = 120;

    /// <summary>Seconds after the restore; witness; list: "0" or "1" suspects, "far" out of reach, "-" unread; was it due; first seen absent at; result.</summary>
    [Theory]
    [InlineData(0, Witness.Published, "-", true, null, "live")]
    [InlineData(Quiet - 1, Witness.Unreadable, "0", true, null, "later")]
    [InlineData(Quiet, Witness.Unreadable, "0", true, null, "later")]
    [InlineData(Quiet + 29, Witness.Unreadable, "0", true, Quiet, "later")]
    [InlineData(Quiet + 30, Witness.Unreadable, "0", true, Quiet, "not live, from the start")]
    [InlineData(Quiet + 30, Witness.NotPublished, "0", true, Quiet, "not live")]
    [InlineData(Quiet + 30, Witness.Expired, "0", true, Quiet, "not live, from the start")]
    [InlineData(Quiet + 30, Witness.Failed, "0", true, Quiet, "not live, from the start")]
    [InlineData(Quiet + 30, Witness.Pending, "0", true, Quiet, "later")]
    [InlineData(Quiet + 30, Witness.NotPublished, "1", true, Quiet, "later")]
    [InlineData(Quiet + 30, Witness.NotPublished, "-", true, Quiet, "later")]
    [InlineData(899, Witness.Unreadable, "1", true, null, "later")]
    [InlineData(900, Witness.Unreadable, "1", true, null, "a person")]
    [InlineData(900, Witness.NotPublished, "1", true, null, "a person")]
    [InlineData(900, Witness.Unreadable, "1", false, null, "a person")]
    [InlineData(Quiet - 1, Witness.Unreadable, "far", true, null, "later")]
    [InlineData(Quiet, Witness.Unreadable, "far", true, null, "a person")]
    [InlineData(Quiet, Witness.Unreadable, "far", false, null, "later")]
    [InlineData(Quiet + 30, Witness.Unreadable, "far", false, Quiet, "not live, from the start")]
    [InlineData(86_399, Witness.Unreadable, "-", true, null, "later")]
    [InlineData(86_400, Witness.Unreadable, "-", true, null, "a person")]
    public void Evidence_comes_to(int after, Witness witness, string list, bool wasDue, int? absentAt, string expected)
    {
        var notes = SettleNotes.None with { UnpublishedSince = absentAt is { } at ? Until.AddSeconds(at) : null };

        var settled = RestoreSettlement.Decide(Intent, notes, new Evidence { Witness = witness, ListRead = false }, List(list), Suspects(list), wasDue, video: false, Until.AddSeconds(after), new SettlingOptions());

        Assert.Equal(expected, settled switch
        {
            Settlement.Live => "live",
            Settlement.NotLive { Restart: true } => "not live, from the start",
            Settlement.NotLive => "not live",
            Settlement.GiveUp => "a person",
            _ => "later",
        });
    }

    [Fact]
    public void The_time_in_which_the_platform_wants_no_calls_does_not_count()
    {
        var blocked = new AccountPosts { Complete = false, BlockedUntil = Until.AddHours(6) };

        var later = Assert.IsType<Settlement.Later>(RestoreSettlement.Decide(
            Intent, SettleNotes.None, new Evidence { Witness = Witness.Unreadable, ListRead = false }, blocked, [], wasDue: true, video: false, Until.AddHours(1), new SettlingOptions()));

        Assert.Equal((Until.AddHours(6), TimeSpan.FromHours(5)), (later.At, later.Notes.Blocked));
    }

    [Fact]
    public void A_person_is_told_which_posts_it_could_be()
    {
        var settled = RestoreSettlement.Decide(
            Intent, SettleNotes.None, new Evidence { Witness = Witness.Unreadable, ListRead = false }, List("1"), Suspects("1"), wasDue: true, video: false, Until.AddHours(1), new SettlingOptions());

        Assert.Contains("https://posts.example/p1", Assert.IsType<Settlement.GiveUp>(settled).Message);
    }

    private static AccountPosts List(string list) => list switch
    {
        "-" => new AccountPosts { Complete = false, Error = new PlatformError { Kind = ErrorKind.RetryLater, Message = "500" } },
        "far" => AccountPosts.OutOfReach,
        _ => new AccountPosts { Complete = true, Posts = Suspects(list) },
    };

    private static IReadOnlyList<AccountPost> Suspects(string list) => list == "1" ? [new AccountPost("p1", new Uri("https://posts.example/p1"), Until.AddHours(-1), "a caption")] : [];
}
