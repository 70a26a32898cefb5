namespace Posthaste.Tests.PowerLoss;

/// <summary>What a disk holds after the power went: everything up to each file's last sync, and of what came later whatever the disk
/// happened to have written, sector by sector and in any order.</summary>
internal static class PowerCut
{
    private const int Sector = 512;

    /// <summary>Makes the files as they are found when the power is back.</summary>
    /// <param name="events">All that happened.</param>
    /// <param name="until">The power went after so many of them.</param>
    /// <param name="survives">Whether the next sector that was not synced had been written all the same.</param>
    /// <param name="folder">Where to make the files; empty.</param>
    /// <returns>What had been reported as committed.</returns>
    public static IReadOnlyList<Guid> Materialise(IReadOnlyList<DiskEvent> events, int until, Func<bool> survives, string folder)
    {
        var files = new Dictionary<string, MemoryStream>();
        var told = new List<Guid>();
        var synced = new Dictionary<string, int>();
        for (var i = 0; i < until; i++)
        {
            if (events[i] is DiskEvent.Synced sync) synced[sync.File] = i;
        }
        for (var i = 0; i < until; i++)
        {
            switch (events[i])
            {
                case DiskEvent.Written written:
                    Write(FileOf(written.File), written, IsSafe(written.File, i) ? () => true : survives);
                    break;
                case DiskEvent.Cut cut when IsSafe(cut.File, i) || survives():
                    FileOf(cut.File).SetLength(cut.Size);
                    break;
                case DiskEvent.Removed removed:
                    files.Remove(removed.File);
                    break;
                case DiskEvent.Told word:
                    told.Add(word.Committed);
                    break;
            }
        }
        foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(folder, name), content.ToArray());
        return told;

        bool IsSafe(string file, int at) => synced.TryGetValue(file, out var last) && at < last;

        MemoryStream FileOf(string name)
        {
            if (!files.TryGetValue(name, out var file)) files[name] = file = new MemoryStream();
            return file;
        }
    }

    private static void Write(MemoryStream file, DiskEvent.Written written, Func<bool> survives)
    {
        for (var done = 0; done < written.Bytes.Length;)
        {
            var at = written.Offset + done;
            var count = (int)Math.Min(Sector - (at % Sector), written.Bytes.Length - done);
            if (survives())
            {
                // What was never written between the old end and this reads as zeros.
                if (file.Length < at) file.SetLength(at);
                file.Position = at;
                file.Write(written.Bytes, done, count);
            }
            done += count;
        }
    }
}
