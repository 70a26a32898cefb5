using System.Text.Json;
using Posthaste.Cli.Api;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Media;

/// <summary>Brings files into the library.</summary>
internal static class Upload
{
    /// <exception cref="CommandFailedException">One of them cannot be read: then none is sent.</exception>
    public static void CheckReadable(Run run, IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                using var opened = File.OpenRead(run.Terminal.PathOf(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(ExitCode.Usage, $"{file} cannot be read: {(e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file." : e.Message)}");
            }
        }
    }

    /// <returns>The item of the library; that of an earlier upload where it holds the same bytes.</returns>
    public static async Task<JsonElement> RunAsync(Run run, string file)
    {
        var path = run.Terminal.PathOf(file);
        var name = Path.GetFileName(path);
        var bar = new ProgressBar(name, new FileInfo(path).Length, run.Terminal);
        try
        {
            return await run.Api.UploadAsync(Address.With("media", ("fileName", name)), () => new FileBody(path, bar), run.Ct);
        }
        finally
        {
            bar.End();
        }
    }

    /// <summary>The ids of what <c>--media</c> and its like name: ids as they are, files after their upload.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(Run run, IReadOnlyList<string> named)
    {
        CheckReadable(run, named.Where(name => !Guid.TryParse(name, out _)));
        var ids = new List<string>();
        foreach (var name in named) ids.Add(Guid.TryParse(name, out _) ? name : (await RunAsync(run, name)).Needed("id"));
        return ids;
    }
}
