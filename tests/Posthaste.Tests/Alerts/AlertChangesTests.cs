using Posthaste.Alerts;

namespace Posthaste.Tests.Alerts;

public sealed class AlertChangesTests
{
    private static readonly DateTimeOffset Now = Posthaste.Tests.Storage.TestDatabase.Start;
    private static readonly Guid Workspace = Guid.CreateVersion7(Now);
    private static readonly Guid Job = Guid.CreateVersion7(Now);

    [Fact]
    public void What_is_new_is_raised_what_is_gone_is_over_and_what_stays_is_left_alone()
    {
        var (stays, gone, fresh) = (Finding("1/a"), Finding("1/b"), Finding("1/c"));

        var changes = AlertChanges.Between([Open(stays), Open(gone)], [stays, fresh]);

        Assert.Equal([fresh], changes.Raise);
        Assert.Equal([gone], changes.Resolve.Select(alert => alert.Finding));
        Assert.Empty(changes.Reword);
    }

    [Fact]
    public void Other_words_for_the_same_are_no_new_alert()
    {
        var open = Open(Finding("1/a"));

        var changes = AlertChanges.Between([open], [open.Finding with { Title = "3 posts wait" }]);

        Assert.Equal(open with { Finding = open.Finding with { Title = "3 posts wait" } }, Assert.Single(changes.Reword));
        Assert.Empty(changes.Raise);
        Assert.Empty(changes.Resolve);
    }

    [Fact]
    public void The_same_found_twice_is_raised_once() => Assert.Single(AlertChanges.Between([], [Finding("1/a"), Finding("1/a")]).Raise);

    [Fact]
    public void Nothing_found_ends_everything() => Assert.Equal(2, AlertChanges.Between([Open(Finding("1/a")), Open(Finding("2/a"))], []).Resolve.Count);

    private static Alert Open(AlertFinding finding) => new() { Id = Guid.CreateVersion7(Now), Finding = finding, RaisedAt = Now };

    private static AlertFinding Finding(string occurrence) => new()
    {
        WorkspaceId = Workspace,
        Kind = AlertKind.NeedsAttention,
        SubjectId = Job,
        Occurrence = occurrence,
        ErrorKind = "missed",
        Title = "A post waits",
        Message = "Do something.",
        Path = "/posts/1",
    };
}
