using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Posthaste.Storage.Copies;

/// <summary>A row as a line of JSON: an array of its values, ids as text. The same row is the same bytes, whichever database it is in.</summary>
internal sealed class RowText : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly Utf8JsonWriter _json;

    public RowText() => _json = new Utf8JsonWriter(_line, Options);

    /// <returns>The line with its end; good until the next call.</returns>
    public ReadOnlyMemory<byte> Write(object?[] row)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
        foreach (var value in row)
        {
            switch (value)
            {
                case null: _json.WriteNullValue(); break;
                case long number: _json.WriteNumberValue(number); break;
                case Guid id: _json.WriteStringValue(id); break;
                default: _json.WriteStringValue((string)value); break;
            }
        }
        _json.WriteEndArray();
        _json.Flush();
        _line.Write("\n"u8);
        return _line.WrittenMemory;
    }

    /// <exception cref="JsonException">It is no row of this table.</exception>
    public static object?[] Read(ReadOnlySpan<byte> line, TableShape table)
    {
        var json = new Utf8JsonReader(line);
        var row = new object?[table.Columns.Count];
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) throw new JsonException();
        for (var i = 0; i < row.Length; i++)
        {
            if (!json.Read()) throw new JsonException();
            row[i] = (json.TokenType, table.Columns[i]) switch
            {
                (JsonTokenType.Null, _) => null,
                (JsonTokenType.Number, { IsNumber: true }) => json.GetInt64(),
                (JsonTokenType.String, { Type: "text" }) => json.GetString(),
                (JsonTokenType.String, { Type: "uuid" }) => json.GetGuid(),
                _ => throw new JsonException(),
            };
        }
        return json.Read() && json.TokenType == JsonTokenType.EndArray ? row : throw new JsonException();
    }

    public void Dispose() => _json.Dispose();
}
