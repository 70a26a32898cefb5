namespace Posthaste.Tests.Platforms.Instagram;

public sealed class AnswerRecorderTests
{
    [Fact]
    public void A_recorded_answer_holds_no_token_no_mail_address_and_no_signed_address()
    {
        const string answer = """
            {"data":[{"access_token":"EAAB-other","id":"1784","email":"a@b.example","media_url":"https://scontent.cdn.example/v/t51/1.jpg?oh=signature","permalink":"https://www.instagram.com/p/abc/"}],
             "paging":{"next":"https://graph.facebook.com/v26.0/1784/media?access_token=EAAB-mine&after=x"},
             "error":{"code":190,"message":"Token EAAB-mine is bad"}}
            """;

        var clean = AnswerRecorder.Clean(answer, ["EAAB-mine"])!.ToJsonString();

        Assert.DoesNotContain("EAAB", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("b.example", clean, StringComparison.Ordinal);
        Assert.Contains("https://www.instagram.com/p/abc/", clean, StringComparison.Ordinal);
        Assert.Contains("\"code\":190", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_JSON_is_cleaned_as_text() =>
        Assert.Equal("<a href=https://x.example/…>(secret)</a>", AnswerRecorder.Clean("<a href=https://x.example/p?q=1>EAAB</a>", ["EAAB"])!.GetValue<string>());
}
