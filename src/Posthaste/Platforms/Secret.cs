using System.Diagnostics;

namespace Posthaste.Platforms;

/// <summary>A value that must not be printed. Whoever needs the text says so with <see cref="Reveal"/>.</summary>
[DebuggerDisplay("(secret)")]
public sealed class Secret(string value)
{
    private readonly string _value = value;

    public string Reveal() => _value;

    public override string ToString() => "(secret)";
}
