using Posthaste.Platforms;
using Posthaste.Platforms.Graph;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class GraphErrorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstagramOptions Options = new();

    /// <summary>Code, subcode, what it means for creating a container, what it means for publishing.</summary>
    public static TheoryData<int, int?, string, string> Answers { get; } = new()
    {
        { -2, 2207003, "Unavailable", "Unknown" },
        { -2, 2207020, "Restart", "Unknown" },
        { -1, 2207001, "Unavailable", "Unknown" },
        { -1, null, "Unavailable", "Unknown" },
        { -1, 2207032, "Restart", "Unknown" },
        { -1, 2207053, "Restart", "Unknown" },
        { 1, 2207057, "Rejected", "Unknown" },
        { 1, null, "Unavailable", "Unknown" },
        { 1, 99, "Unavailable", "Unknown" },
        { 2, null, "Unavailable", "Unknown" },
        { 3, null, "Unauthorized", "Unknown" },
        { 4, null, "RateLimited App 1 h", "Unknown 1 h" },
        { 4, 2207051, "RateLimited Channel 6 h", "Unknown 6 h" },
        { 9, 2207042, "RateLimited Channel 1 h", "RateLimited Channel 1 h" },
        { 9, null, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 10, null, "Unauthorized", "Unauthorized" },
        { 17, null, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 17, 2446079, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 24, 2207006, "Restart", "Unknown" },
        { 24, 2207008, "Restart", "Unknown" },
        { 24, 2207045, "Rejected", "Unknown" },
        { 24, 4279009, "Restart", "Unknown" },
        { 25, 2207050, "Unauthorized", "Unauthorized" },
        { 25, null, "Unauthorized", "Unauthorized" },
        { 32, null, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 100, null, "Rejected", "Rejected" },
        { 100, 33, "Restart", "Unknown" },
        { 100, 2207023, "Rejected", "Rejected" },
        { 100, 2207028, "Rejected", "Rejected" },
        { 100, 2207035, "Rejected", "Rejected" },
        { 100, 2207036, "Rejected", "Rejected" },
        { 100, 2207037, "Rejected", "Rejected" },
        { 100, 2207040, "Rejected", "Rejected" },
        { 100, 9050, "Rejected", "Rejected" },
        { 100, 9064, "Rejected", "Rejected" },
        { 102, null, "Unauthorized", "Unknown" },
        { 190, null, "Unauthorized", "Unauthorized" },
        { 190, 458, "Unauthorized", "Unauthorized" },
        { 190, 459, "Unauthorized", "Unauthorized" },
        { 190, 460, "Unauthorized", "Unauthorized" },
        { 190, 463, "Unauthorized", "Unauthorized" },
        { 190, 464, "Unauthorized", "Unauthorized" },
        { 190, 467, "Unauthorized", "Unauthorized" },
        { 190, 492, "Unauthorized", "Unauthorized" },
        { 200, null, "Unauthorized", "Unauthorized" },
        { 299, null, "Unauthorized", "Unauthorized" },
        { 341, null, "RateLimited App 1 h", "Unknown 1 h" },
        { 352, 2207026, "Rejected", "Rejected" },
        { 368, null, "RateLimited Channel 6 h", "Unknown 6 h" },
        { 368, 1390008, "RateLimited Channel 6 h", "Unknown 6 h" },
        { 506, null, "Rejected", "Unknown" },
        { 613, null, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 613, 1996, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 803, null, "Rejected", "Unknown" },
        { 2500, null, "Unauthorized", "Unknown" },
        { 9004, 2207052, "Restart", "Restart" },
        { 9007, 2207027, "Unavailable", "Wait" },
        { 9007, null, "Unavailable", "Wait" },
        { 36000, 2207004, "Rejected", "Rejected" },
        { 36001, 2207005, "Rejected", "Rejected" },
        { 36002, null, "Rejected", "Rejected" },
        { 36003, 2207009, "Rejected", "Rejected" },
        { 36004, 2207010, "Rejected", "Rejected" },
        { 80001, null, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 80002, null, "RateLimited Channel 1 h", "Unknown 1 h" },
        { 1609005, null, "Rejected", "Unknown" },
        // Known from reports only; the code they come with varies.
        { 100, 2207024, "Unavailable", "Unknown" },
        { 100, 2207076, "Restart", "Unknown" },
        { -1, 2207077, "Restart", "Unknown" },
        { 100, 2207081, "Rejected", "Unknown" },
        { -1, 2207082, "Restart", "Unknown" },
        { 1, 2207085, "Restart", "Unknown" },
        // In no list at all.
        { 4711, 815, "Unavailable", "Unknown" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Every_error_means_one_thing_for_creating_and_one_for_publishing(int code, int? subcode, string onCreate, string onPublish)
    {
        Assert.Equal(onCreate, Word(Classify(code, subcode, StepKind.Repeatable)));
        Assert.Equal(onPublish, Word(Classify(code, subcode, StepKind.Irreversible)));
    }

    [Fact]
    public void Every_row_of_the_table_is_among_those_tested() => Assert.All(InstagramErrors.Table.Rows, row => Assert.Contains(
        Answers, answer => answer.Data.Item1 is var code && answer.Data.Item2 is var subcode && ReferenceEquals(InstagramErrors.Table.Find(code, subcode), row)));

    [Fact]
    public void Every_row_tells_a_person_what_happened_without_a_code() => Assert.All(InstagramErrors.Table.Rows, row =>
    {
        Assert.EndsWith(".", row.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", row.Advice, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b\d{4,}\b|OAuth|container|subcode|endpoint", row.Message);
    });

    [Theory]
    [MemberData(nameof(Answers))]
    public void No_refusal_with_a_server_status_is_believed_for_a_publish_call(int code, int? subcode, string onCreate, string onPublish)
    {
        Assert.NotEmpty(onCreate + onPublish);
        Assert.StartsWith("Unknown", Word(Classify(code, subcode, StepKind.Irreversible, status: 500)), StringComparison.Ordinal);
        Assert.StartsWith("Unknown", Word(Classify(code, subcode, StepKind.Irreversible, status: 200)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, null, "Unknown")]
    [InlineData(9004, 2207052, "Unknown")]
    [InlineData(36003, 2207009, "Unknown")]
    [InlineData(9007, 2207027, "Wait")]
    [InlineData(9, 2207042, "RateLimited Channel 1 h")]
    [InlineData(190, 463, "Unauthorized")]
    public void After_an_earlier_publish_call_a_refusal_of_the_content_proves_nothing(int code, int? subcode, string expected) =>
        Assert.Equal(expected, Word(Classify(code, subcode, StepKind.Irreversible, publishedBefore: true)));

    [Fact]
    public void A_code_nobody_classified_is_kept_whole()
    {
        var result = Assert.IsType<StepResult.Unavailable>(Classify(4711, 815, StepKind.Repeatable));

        Assert.Equal(("4711", "815", "Some words."), (result.Error.Code, result.Error.Subcode, result.Error.PlatformMessage));
    }

    [Fact]
    public void The_time_of_the_usage_headers_wins_over_our_own_wait()
    {
        var until = Now + TimeSpan.FromMinutes(7);

        var limited = Assert.IsType<StepResult.RateLimited>(Classify(80002, null, StepKind.Repeatable, regainAt: until));
        var unknown = Assert.IsType<StepResult.Unknown>(Classify(80002, null, StepKind.Irreversible, regainAt: until));

        Assert.Equal((until, until), (limited.Until, unknown.BlockedUntil));
    }

    [Theory]
    [InlineData(368, null)]
    [InlineData(9, 2207042)]
    public void The_usage_headers_do_not_shorten_a_block_or_a_spent_quota(int code, int? subcode)
    {
        var ownWait = Word(Classify(code, subcode, StepKind.Repeatable));

        Assert.Equal(ownWait, Word(Classify(code, subcode, StepKind.Repeatable, regainAt: Now.AddMinutes(5))));
        Assert.EndsWith("9 h", Word(Classify(code, subcode, StepKind.Repeatable, regainAt: Now.AddHours(9))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("See https://media.example.com/a/b.jpg?sig=1, please", "See https://media.example.com/… please")]
    [InlineData("bad access_token=EAAB|x-y.z in call", "bad access_token=(secret) in call")]
    [InlineData("token my-token is bad", "token (secret) is bad")]
    public void What_Graph_says_is_kept_without_secrets(string said, string kept) =>
        Assert.Equal(kept, PlatformText.Clean(said, "my-token"));

    private static StepResult Classify(
        int code, int? subcode, StepKind kind, int status = 400, bool publishedBefore = false, DateTimeOffset? regainAt = null) =>
        GraphErrorClassifier.Classify(new GraphError(code, subcode, "Some words.", "A1"), new ErrorSetting
        {
            Kind = kind,
            HttpStatus = status,
            Now = Now,
            Terms = InstagramGraph.TermsOf(Options),
            PublishedBefore = publishedBefore,
            RegainAt = regainAt,
        });

    private static string Word(StepResult result) => result switch
    {
        StepResult.RateLimited limited => $"RateLimited {limited.Scope} {(limited.Until - Now).TotalHours} h",
        StepResult.Unknown { BlockedUntil: { } until } => $"Unknown {(until - Now).TotalHours} h",
        StepResult.Unavailable { Restart: true } => "Restart",
        _ => result.GetType().Name,
    };
}
