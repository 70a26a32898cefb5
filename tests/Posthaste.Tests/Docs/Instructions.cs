using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Posthaste.Tests.Docs;

/// <summary>One instruction of a compiled method.</summary>
/// <param name="Offset">Where it stands, in bytes.</param>
/// <param name="Code">What it does.</param>
/// <param name="Operand">What it does it with: a text, a member, the offsets it may go to, the index of a local or argument; null where that does not matter here.</param>
internal sealed record Instruction(int Offset, OpCode Code, object? Operand);

/// <summary>Reads the instructions of compiled methods.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    // Most methods name the same few members.
    private static readonly ConcurrentDictionary<(Module, int), MemberInfo> s_members = [];

    public static IReadOnlyList<Instruction> Of(MethodBase method)
    {
        var bytes = method.GetMethodBody()!.GetILAsByteArray()!;
        var (list, at) = (new List<Instruction>(), 0);
        while (at < bytes.Length)
        {
            var offset = at;
            var code = bytes[at] == 0xFE ? s_codes[unchecked((short)(0xFE00 | bytes[at + 1]))] : s_codes[bytes[at]];
            at += code.Size;
            var operand = Operand(method, code, bytes, ref at);
            list.Add(new Instruction(offset, code, operand));
        }
        return list;
    }

    private static object? Operand(MethodBase method, OpCode code, byte[] bytes, ref int at)
    {
        var start = at;
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                return Index(code);
            case OperandType.ShortInlineBrTarget:
                at += 1;
                return new[] { at + (sbyte)bytes[start] };
            case OperandType.InlineBrTarget:
                at += 4;
                return new[] { at + BitConverter.ToInt32(bytes, start) };
            case OperandType.InlineSwitch:
                var count = BitConverter.ToInt32(bytes, start);
                at += 4 + 4 * count;
                var end = at;
                return Enumerable.Range(0, count).Select(i => end + BitConverter.ToInt32(bytes, start + 4 + 4 * i)).ToArray();
            case OperandType.ShortInlineVar:
                at += 1;
                return (int)bytes[start];
            case OperandType.InlineVar:
                at += 2;
                return (int)BitConverter.ToUInt16(bytes, start);
            case OperandType.ShortInlineI:
                at += 1;
                return null;
            case OperandType.InlineI8 or OperandType.InlineR:
                at += 8;
                return null;
            case OperandType.InlineString:
                at += 4;
                return method.Module.ResolveString(BitConverter.ToInt32(bytes, start));
            case OperandType.InlineMethod or OperandType.InlineField:
                at += 4;
                return Member(method, BitConverter.ToInt32(bytes, start));
            default:
                at += 4;
                return null;
        }
    }

    private static MemberInfo Member(MethodBase method, int token) => method.DeclaringType is { IsGenericType: true } || method.IsGenericMethod
        ? method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), method is ConstructorInfo ? null : method.GetGenericArguments())!
        : s_members.GetOrAdd((method.Module, token), key => key.Item1.ResolveMember(key.Item2)!);

    /// <summary>Of the short forms, such as <c>ldloc.2</c>.</summary>
    private static object? Index(OpCode code) =>
        code.Name is ['l' or 's', .., '.', >= '0' and <= '3' and var digit] name && (name.StartsWith("ldloc", StringComparison.Ordinal) || name.StartsWith("stloc", StringComparison.Ordinal) || name.StartsWith("ldarg", StringComparison.Ordinal))
            ? digit - '0'
            : null;
}
