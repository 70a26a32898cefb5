using Posthaste.Posts.Comments;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Posts;

public sealed class CommentTextTests
{
    private static readonly Member[] Members = [AMember("Ann Lee", "ann@example.com"), AMember("Ann", "lee@example.com"), AMember("Bob", "bob@example.com"), AMember("Bob", "robert@example.com")];

    [Theory]
    [InlineData("@Ann Lee, look", "ann@example.com")]
    [InlineData("look, @ann.", "ann@example.com lee@example.com")]
    [InlineData("@lee@example.com and @robert", "lee@example.com robert@example.com")]
    [InlineData("@BOB?", "bob@example.com robert@example.com")]
    [InlineData("@bobby @an @", "")]
    [InlineData("write to shop@ann.example", "")]
    [InlineData("@bob @bob", "bob@example.com robert@example.com")]
    public void A_text_mentions_whom_it_names_with_an_at(string text, string emails)
    {
        var found = CommentText.FindMentions(text, Members);

        Assert.Equal(emails, string.Join(' ', found.Select(id => Members.Single(member => member.Id == id).Email)));
    }

    [Theory]
    [InlineData(" \n ", "text_missing")]
    [InlineData("x", null)]
    public void A_text_has_something_in_it(string text, string? code) => Assert.Equal(code, CommentText.Check(CommentText.Clean(text))?.Code);

    [Fact]
    public void A_text_has_an_end()
    {
        Assert.Null(CommentText.Check(new string('x', CommentText.MaxLength)));
        Assert.Equal("too_long", CommentText.Check(new string('x', CommentText.MaxLength + 1))?.Code);
    }

    private static Member AMember(string name, string email) => new() { Id = Guid.CreateVersion7(TestDatabase.Start), Name = name, Email = email, CreatedAt = TestDatabase.Start };
}
