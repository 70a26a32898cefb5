using System.Collections.Frozen;
using System.Text.Json;

namespace Posthaste;

/// <summary>The snake_case words that stand for enum values in the database, the API and the logs.</summary>
public static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Words[value];

    /// <exception cref="FormatException">The word is not one of <typeparamref name="T"/>'s.</exception>
    public static T Parse<T>(string word) where T : struct, Enum =>
        TryParse<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    public static bool TryParse<T>(string word, out T value) where T : struct, Enum =>
        Table<T>.Values.TryGetValue(word, out value);

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    private static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }
}
