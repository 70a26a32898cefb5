using System.Globalization;

namespace Posthaste.Cli.Output;

/// <summary>How far a file has come, on the error output; nothing where that is no terminal.</summary>
internal sealed class ProgressBar(string name, long size, Terminal terminal) : IProgress<long>
{
    private const int Cells = 24;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private long _drawnAt;
    private bool _isDrawn;

    /// <param name="value">Bytes that were sent.</param>
    public void Report(long value)
    {
        if (!terminal.ErrorIsTerminal) return;
        var now = terminal.Time.GetTimestamp();
        if (_isDrawn && value < size && terminal.Time.GetElapsedTime(_drawnAt, now) < s_step) return;
        (_drawnAt, _isDrawn) = (now, true);
        var share = size == 0 ? 1 : Math.Clamp(value / (double)size, 0, 1);
        var full = (int)(share * Cells);
        var figures = string.Create(CultureInfo.InvariantCulture, $"{share * 100,3:F0} %  {Bytes.Show(value)} of {Bytes.Show(size)}");
        terminal.Error.Write($"\r{TextWidth.Cut(Plain.Of(name), 30)} [{new string('#', full)}{new string('-', Cells - full)}] {figures}");
        terminal.Error.Flush();
    }

    /// <summary>Takes the bar away.</summary>
    public void End()
    {
        if (_isDrawn) terminal.Error.Write("\r\u001b[K");
        _isDrawn = false;
    }
}

internal static class Bytes
{
    /// <summary>Such as <c>1.2 MB</c>, in powers of ten.</summary>
    public static string Show(long? bytes) => bytes switch
    {
        null => "",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
    };
}
