using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs.Engine;

// First comments of the time that the copy knows nothing of.
public sealed partial class RestoreStories
{
    [Fact]
    public async Task A_comment_made_since_the_backup_is_not_made_again()
    {
        Platform.Comments = true;
        await Engine.ScheduleAsync("with a comment", dueIn: Minutes(4));
        Engine.RunUntil(() => Platform.Calls.Any(call => call.Step == "permalink"));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(5));
        Assert.Single(Platform.Calls, call => call.Step == "comment");

        await Engine.RestoreAsync();
        Engine.RunFor(Hours(30));

        Assert.Single(Platform.Calls, call => call.Step == "comment");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_comment_of_a_post_that_went_out_since_the_backup_is_looked_for_below_it_and_not_made_on_a_guess(bool wasMade)
    {
        Platform.Comments = true;
        var job = await Engine.ScheduleAsync("with a comment", dueIn: Minutes(2));
        Engine.RunFor(Minutes(1));
        await Engine.BackUpAsync();
        if (wasMade) Engine.RunFor(Minutes(5));
        else Engine.RunUntil(() => Platform.Posts.Count > 0);

        await Engine.RestoreAsync();
        Engine.RunFor(Hours(30));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1", null), (done.State, done.RemoteId, done.Step));
        Assert.Equal(wasMade ? 1 : 0, Platform.CommentsMade.Count);
        Assert.Equal(wasMade ? null : "comment_undecidable", done.LastError?.Code);
    }
}
