namespace Posthaste.Tests.Faults;

/// <summary>R-PUB-3, R-PUB-6: calls to TikTok whose answers are lost settle by the name of the upload; where the name was in the answer, a person is asked, and nothing goes out twice.</summary>
public sealed class LostTikTokAnswersTests
{
    [Fact]
    public async Task Two_hundred_lost_answers_of_TikTok_are_settled_and_no_post_is_live_twice()
    {
        await using var lost = await LostTikTokAnswers.StartAsync();
        var begun = TimeProvider.System.GetTimestamp();

        await lost.UploadAsync(200);

        var counts = await lost.CountAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{counts} in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F0} s");
        Assert.Empty(await lost.CheckAsync());
        Assert.True(counts.LostAnswers >= 200, $"{counts}");
        // The name of an upload is known before its last byte leaves: nobody has to be asked about any of them.
        Assert.Equal((200, 200, 0, 0), (counts.Published, counts.Live, counts.Twice, counts.Undecidable));

        await lost.FetchAsync(12);
        var asked = await lost.ResolveAsync();

        var after = await lost.CountAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{asked} asked, {after} in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F0} s");
        // Every photo post met a fault; where that was a plain refusal, nobody had to be asked.
        Assert.InRange(asked, 8, 12);
        Assert.Equal((212, 212, 0, 0), (after.Published, after.Live, after.Twice, after.Undecidable));
    }
}
