using System.Net;
using System.Text;
using Posthaste.Media;
using Posthaste.Media.Importing;

namespace Posthaste.Tests.Media.Importing;

public sealed class ImportMediaTests
{
    private static readonly byte[] Picture = Samples.Jpeg();

    [Fact]
    public async Task A_picture_is_fetched_without_cookies_and_kept_under_the_last_part_of_its_address()
    {
        await using var web = new FarWeb();
        web.Serve("/holiday/sea%20side.jpg?sig=secret", Picture);

        var item = Assert.IsType<UploadResult.Accepted>(await web.ImportAsync(web.At("/holiday/sea%20side.jpg?sig=secret"))).Item;
        var again = Assert.IsType<UploadResult.Accepted>(await web.ImportAsync(web.At("/holiday/sea%20side.jpg?sig=secret"), "mine.jpg"));

        Assert.Equal(("sea side.jpg", "image/jpeg", Picture.Length), (item.FileName, item.ContentType, item.Bytes));
        Assert.True(again.AlreadyThere);
        Assert.Equal(2, web.Requests.Count);
        Assert.All(web.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase));
        Assert.All(web.Requests, request => Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_name_that_stands_for_a_private_address_is_refused_before_anything_is_sent()
    {
        await using var web = new FarWeb();
        web.Names["intranet.example"] = new([[IPAddress.Parse("127.0.0.2")]]);
        web.Names["both.example"] = new([[IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]]);

        var one = await web.RefuseAsync(web.At("/a.jpg", "intranet.example"));
        var both = await web.RefuseAsync(web.At("/a.jpg", "both.example"));

        Assert.All(new[] { one, both }, refusal => Assert.Equal((MediaRefusal.ImportRefusedAddress, "url"), (refusal.Code, refusal.Field)));
        Assert.Contains("intranet.example", one.Sentence, StringComparison.Ordinal);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task The_connection_goes_to_the_address_that_was_looked_at_even_where_the_name_changes_its_mind()
    {
        await using var web = new FarWeb();
        web.Names["turns.example"] = new([[IPAddress.Loopback], [IPAddress.Parse("127.0.0.2")]]);
        web.Serve("/a.jpg", Picture);

        Assert.IsType<UploadResult.Accepted>(await web.ImportAsync(web.At("/a.jpg", "turns.example")));

        Assert.Equal(1, web.LookUps);
        // The next download looks anew.
        Assert.Equal(MediaRefusal.ImportRefusedAddress, (await web.RefuseAsync(web.At("/a.jpg", "turns.example"))).Code);
    }

    [Theory]
    [InlineData("http://127.0.0.2:{0}/a.jpg")]
    [InlineData("http://[::1]:{0}/a.jpg")]
    [InlineData("http://inside.example:{0}/a.jpg")]
    [InlineData("http://user:password@pictures.example:{0}/a.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://pictures.example:{0}/")]
    public async Task A_redirect_is_looked_at_like_the_address_itself(string to)
    {
        await using var web = new FarWeb();
        web.Names["inside.example"] = new([[IPAddress.Parse("192.168.0.1")]]);
        web.Redirect("/a.jpg", string.Format(System.Globalization.CultureInfo.InvariantCulture, to, web.Port));

        Assert.Equal(MediaRefusal.ImportRefusedAddress, (await web.RefuseAsync(web.At("/a.jpg"))).Code);
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_a_fourth_is_not()
    {
        await using var web = new FarWeb();
        web.Redirect("/4", "/3");
        web.Redirect("/3", web.At("/2"));
        web.Redirect("/2", "1");
        web.Redirect("/1", "/a.jpg");
        web.Serve("/a.jpg", Picture);

        Assert.IsType<UploadResult.Accepted>(await web.ImportAsync(web.At("/3")));
        Assert.Equal(MediaRefusal.ImportFailed, (await web.RefuseAsync(web.At("/4"))).Code);
    }

    [Fact]
    public async Task Nobody_is_sent_from_https_to_plain_http()
    {
        using var library = new MediaLibrary();
        var import = new ImportMedia(new Downgrade(), new ImportGuard(), library.Upload, library.Options, library.Time);

        var result = await import.RunAsync(new MediaImport(library.Workspace, "https://pictures.example/a.jpg"), TestContext.Current.CancellationToken);

        Assert.Equal(MediaRefusal.ImportRefusedAddress, Assert.IsType<UploadResult.Refused>(result).Refusal.Code);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_at_its_announced_size_or_at_the_first_byte_too_many()
    {
        await using var web = new FarWeb(new MediaOptions { MaxImageBytes = 1_000 });
        web.Serve("/announced.jpg", Picture);
        web.Serve("/chunked.jpg", async socket =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Picture.Length:x}\r\n"), TestContext.Current.CancellationToken);
            await socket.SendAsync(Picture, TestContext.Current.CancellationToken);
            await socket.SendAsync("\r\n0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            return true;
        });

        foreach (var path in new[] { "/announced.jpg", "/chunked.jpg" })
        {
            var refusal = await web.RefuseAsync(web.At(path));
            Assert.Equal((MediaRefusal.ImportTooLarge, "url"), (refusal.Code, refusal.Field));
        }
        Assert.Empty(web.Library.FilesOnDisk());
    }

    [Fact]
    public async Task A_page_that_calls_itself_a_picture_is_told_apart_by_its_bytes()
    {
        await using var web = new FarWeb();
        web.Serve("/a.jpg", "<!DOCTYPE html><html>Please sign in</html>"u8.ToArray());

        var refusal = await web.RefuseAsync(web.At("/a.jpg"));

        Assert.Equal((MediaRefusal.TypeNotSupported, "url"), (refusal.Code, refusal.Field));
        Assert.Contains("a web page", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_empty_or_broken_off_failed_and_leaves_no_address_in_the_sentence()
    {
        await using var web = new FarWeb();
        web.Serve("/empty.jpg", []);
        web.Serve("/half.jpg", async socket =>
        {
            await FarWeb.SendAsync(socket, "200 OK", Picture[..(Picture.Length / 2)], length: Picture.Length);
            return false;
        });

        foreach (var path in new[] { "/missing.jpg?sig=secret", "/empty.jpg?sig=secret", "/half.jpg" })
        {
            var refusal = await web.RefuseAsync(web.At(path));
            Assert.Equal((MediaRefusal.ImportFailed, "url"), (refusal.Code, refusal.Field));
            Assert.DoesNotContain("secret", refusal.Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for_longer_than_fifteen_seconds()
    {
        await using var web = new FarWeb();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<bool>();
        web.Serve("/a.jpg", socket =>
        {
            asked.SetResult();
            return answer.Task;
        });

        var import = web.ImportAsync(web.At("/a.jpg"));
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        web.Library.Time.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal(MediaRefusal.ImportFailed, Assert.IsType<UploadResult.Refused>(await import).Refusal.Code);
        answer.SetResult(false);
    }

    [Fact]
    public async Task Somebody_who_goes_away_ends_the_download()
    {
        await using var web = new FarWeb();
        using var gone = new CancellationTokenSource();
        var answer = new TaskCompletionSource<bool>();
        web.Serve("/a.jpg", socket =>
        {
            gone.Cancel();
            return answer.Task;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => web.ImportUntilAsync(web.At("/a.jpg"), null, gone.Token));
        answer.SetResult(false);
    }

    private sealed class Downgrade : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://pictures.example/a.jpg") } });
    }
}
