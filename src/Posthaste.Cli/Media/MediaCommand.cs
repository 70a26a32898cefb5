using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Media;

/// <summary><c>media</c>: pictures and videos of the library.</summary>
internal static class MediaCommand
{
    public static Command Make(Terminal terminal) => new("media", "Pictures and videos of the library.")
    {
        MakeUpload(terminal),
        MakeImport(terminal),
        MakeList(terminal),
        MakeShow(terminal),
        MakeCheck(terminal),
        MakeDelete(terminal),
    };

    private static Command MakeUpload(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { Description = "Pictures and videos.", Arity = ArgumentArity.OneOrMore };
        return new Command("upload", "Brings files into the library. The same bytes are the same item.") { files }.Does(terminal, async run =>
        {
            Upload.CheckReadable(run, run.Get(files));
            var items = new JsonArray();
            foreach (var file in run.Get(files)) items.Add(JsonNode.Parse((await Upload.RunAsync(run, file)).GetRawText()));
            ShowAll(run, JsonElement.Parse(new JsonObject { ["items"] = items }.ToJsonString()));
            return ExitCode.Ok;
        });
    }

    private static Command MakeImport(Terminal terminal)
    {
        var url = new Argument<string>("url") { Description = "A public address; the server fetches it." };
        var name = Words.Text("--name", "What it is called in the library; else the last part of the address.");
        return new Command("import", "Has the server fetch a file from the web.") { url, name }.Does(terminal, async run =>
        {
            ShowOne(run, await run.Api.PostAsync(Address.With("media", ("url", run.Get(url)), ("fileName", run.Get(name))), body: null, run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeList(Terminal terminal)
    {
        var search = Words.Text("--search", "Only those with this in their name.");
        var kind = Words.One("--kind", "Only these.", "image", "video");
        return new Command("list", "Lists the library, newest first.") { search, kind, Pages.Limit, Pages.Cursor }.Does(terminal, async run =>
        {
            ShowAll(run, await Pages.ReadAsync(run, Address.With("media", ("search", run.Get(search)), ("kind", run.Get(kind)))));
            return ExitCode.Ok;
        });
    }

    private static Command MakeShow(Terminal terminal)
    {
        var id = Words.Id("media");
        return new Command("show", "Shows one item of the library.") { id }.Does(terminal, async run =>
        {
            ShowOne(run, await run.Api.GetAsync($"media/{run.Get(id)}", run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeCheck(Terminal terminal)
    {
        var id = Words.Id("media");
        var platform = Words.Text("--platform", "Such as instagram or tiktok.", "name");
        platform.Required = true;
        platform.CompletionSources.Add(Words.Platforms);
        var type = Words.One("--type", "Asks about one type of post alone.", Words.PostTypes);
        return new Command("check", "Says whether an item can go out on a platform, and what would be made of it.") { id, platform, type }.Does(terminal, async run =>
        {
            var check = await run.Api.GetAsync(Address.With($"media/{run.Get(id)}/check", ("platform", run.Get(platform)), ("type", run.Get(type))), run.Ct);
            run.Show(check, () =>
            {
                foreach (var place in check.Items("placements")) ShowPlace(place, run.Terminal.Out);
            });
            return check.Flag("fits") ? ExitCode.Ok : ExitCode.Refused;
        });
    }

    private static Command MakeDelete(Terminal terminal)
    {
        var id = Words.Id("media");
        return new Command("delete", "Deletes an item that no post on its way needs.") { id }.Does(terminal, async run =>
        {
            await run.Api.DeleteAsync($"media/{run.Get(id)}", version: null, run.Ct);
            run.Out.Note("Deleted.");
            return ExitCode.Ok;
        });
    }

    private static void ShowPlace(JsonElement place, TextWriter to)
    {
        var made = place.Field("rendition").Flag("needed") ? $", made fit ({place.Field("rendition").Text("fit")})" : "";
        to.WriteLine($"{place.Text("type")}{(place.Flag("cover") ? " cover" : "")}: {(place.Flag("fits") ? "fits" + made : "does not fit")}");
        foreach (var problem in place.Texts("problems")) to.WriteLine($"  {Plain.Of(problem)}");
        foreach (var finding in place.Items("findings").Where(finding => finding.Flag("blocks") || !place.Flag("fits"))) ProblemText.WriteFinding(finding, to);
    }

    private static void ShowAll(Run run, JsonElement media) => run.Show(media, () => run.Out.Table(
        ["id", "kind", "size", "pixels", "seconds", "name"],
        media.Items().Select(item => (string?[])[item.Text("id"), item.Text("kind"), Bytes.Show(item.Number("bytes")), Pixels(item), Seconds(item), item.Text("fileName")])));

    private static void ShowOne(Run run, JsonElement item) => run.Show(item, () => run.Out.Details(
        ("id", item.Text("id")),
        ("name", item.Text("fileName")),
        ("type", item.Text("contentType")),
        ("size", Bytes.Show(item.Number("bytes"))),
        ("pixels", Pixels(item)),
        ("seconds", Seconds(item)),
        ("codec", item.Text("codec")),
        ("sha256", item.Text("sha256")),
        ("added", run.Out.Time(item.Time("createdAt")))));

    private static string Pixels(JsonElement item) => $"{item.Text("width")}x{item.Text("height")}";

    private static string Seconds(JsonElement item) => item.Number("durationMs") is { } ms ? (ms / 1000.0).ToString("F1", CultureInfo.InvariantCulture) : "";
}
