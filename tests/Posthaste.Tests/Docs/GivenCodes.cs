using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Posthaste.Tests.Docs;

/// <summary>The words that a program gives as codes: every snake_case text in its compiled methods that reaches a parameter or a property with a name such as <c>Code</c>, through choices,
/// locals, fields, tuples, and the parameters and results of its own methods. What is made up while it runs is not seen.</summary>
internal sealed partial class GivenCodes
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private const string Compiler = "System.Runtime.CompilerServices";

    private readonly HashSet<Assembly> _ours;
    private readonly HashSet<(string Type, string Name)> _sinks;
    private readonly Dictionary<object, ImmutableHashSet<string>> _held = [];
    private readonly Dictionary<object, List<Body>> _readers = [];
    private readonly Dictionary<MethodBase, ParameterInfo[]> _parameters = [];
    private readonly Dictionary<(Module, int), object> _started = [];
    private readonly Queue<Body> _toFollow = [];
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    private GivenCodes(IEnumerable<Assembly> assemblies, IEnumerable<(string Type, string Name)> sinks) => (_ours, _sinks) = ([.. assemblies], [.. sinks]);

    /// <param name="assemblies">Where to look.</param>
    /// <param name="sinks">Beside what is called <c>code</c>: parameters and properties of these types, as <c>("FitnessFinding", "Rule")</c>.</param>
    public static IReadOnlyCollection<string> In(IReadOnlyList<Assembly> assemblies, params (string Type, string Name)[] sinks)
    {
        var codes = new GivenCodes(assemblies, sinks);
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("Posthaste", StringComparison.Ordinal) ?? false))
        {
            foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            {
                if (method.GetMethodBody() is not null) codes.Add(new Body(method, Instructions.Of(method)));
            }
        }
        while (codes._toFollow.TryDequeue(out var body))
        {
            body.IsQueued = false;
            codes.Follow(body.Method, body.Instructions);
        }
        return codes._found;
    }

    /// <summary>Followed are methods that have a word, and those that read where one has come to.</summary>
    private void Add(Body body)
    {
        if (body.Method.GetCustomAttribute<AsyncStateMachineAttribute>() is { StateMachineType: var machine }) _started[(machine.Module, machine.MetadataToken)] = Key(body.Method);
        foreach (var (_, code, operand) in body.Instructions)
        {
            object? read = operand switch
            {
                FieldInfo field => Key(field),
                MethodBase called => _ours.Contains(called.Module.Assembly) ? (Key(called), "result", 0) : null,
                int index when code.Name!.StartsWith("ldarg", StringComparison.Ordinal) => (Key(body.Method), "argument", index),
                _ => null,
            };
            if (read is not null)
            {
                if (!_readers.TryGetValue(read, out var readers)) _readers[read] = readers = [];
                readers.Add(body);
            }
            if (operand is string text && Word().IsMatch(text)) Queue(body);
        }
    }

    private void Queue(Body body)
    {
        if (body.IsQueued) return;
        body.IsQueued = true;
        _toFollow.Enqueue(body);
    }

    private void Follow(MethodBase method, IReadOnlyList<Instruction> instructions)
    {
        var stack = new Stack<Value>();
        var waiting = new Dictionary<int, Value[]>();
        foreach (var (offset, code, operand) in instructions)
        {
            if (waiting.TryGetValue(offset, out var arrived)) stack = Merge(stack, arrived);
            switch (code.Name)
            {
                case "ldstr":
                    stack.Push(Word().IsMatch((string)operand!) ? new Value([(string)operand!]) : Value.None);
                    break;
                case "dup":
                    stack.Push(stack.Peek());
                    break;
                case var name when name!.StartsWith("ldloca", StringComparison.Ordinal):
                    stack.Push(Held((method, "local", (int)operand!)) with { Local = (int)operand! });
                    break;
                case var name when name!.StartsWith("ldloc", StringComparison.Ordinal):
                    stack.Push(Held((method, "local", (int)operand!)));
                    break;
                case var name when name!.StartsWith("stloc", StringComparison.Ordinal):
                    Hold((method, "local", (int)operand!), Pop(stack));
                    break;
                case var name when name!.StartsWith("ldarg", StringComparison.Ordinal) && !name.StartsWith("ldarga", StringComparison.Ordinal):
                    stack.Push(Held((Key(method), "argument", (int)operand!)));
                    break;
                case "ldfld" or "ldflda" or "ldsfld" or "ldsflda":
                    var owner = code.Name is "ldfld" or "ldflda" ? Pop(stack) : Value.None;
                    stack.Push(IsTuple(((FieldInfo)operand!).DeclaringType) ? owner with { Local = null } : Held(Key((FieldInfo)operand)));
                    break;
                case "stfld" or "stsfld":
                    Hold(Key((FieldInfo)operand!), Pop(stack));
                    if (code.Name == "stfld") Pop(stack);
                    break;
                case "call" or "callvirt" or "newobj":
                    Call(method, (MethodBase)operand!, isNew: code.Name == "newobj", stack);
                    break;
                case "castclass" or "unbox.any" or "box":
                    break;
                case "ret":
                    if (stack.Count > 0) Hold((Key(method), "result", 0), Pop(stack));
                    break;
                default:
                    for (var i = Pops(code.StackBehaviourPop); i > 0; i--) Pop(stack);
                    for (var i = Pushes(code.StackBehaviourPush); i > 0; i--) stack.Push(Value.None);
                    break;
            }
            foreach (var target in operand as int[] ?? [])
            {
                var merged = waiting.TryGetValue(target, out var others) ? Merge(stack, others) : stack;
                if (target > offset) waiting[target] = [.. merged];
            }
            if (code.FlowControl is FlowControl.Branch or FlowControl.Throw or FlowControl.Return) stack = new Stack<Value>();
        }
    }

    private void Call(MethodBase caller, MethodBase called, bool isNew, Stack<Value> stack)
    {
        if (!_parameters.TryGetValue(called, out var parameters)) _parameters[called] = parameters = called.GetParameters();
        var arguments = new Value[parameters.Length];
        for (var i = parameters.Length - 1; i >= 0; i--) arguments[i] = Pop(stack);
        var self = called.IsStatic || isNew ? Value.None : Pop(stack);
        var isOurs = _ours.Contains(called.Module.Assembly);
        var all = arguments.Aggregate(Value.None, (sum, argument) => sum.With(argument));
        for (var i = 0; i < arguments.Length && isOurs; i++)
        {
            Hold((Key(called), "argument", called.IsStatic ? i : i + 1), arguments[i]);
            if (!IsSink(called, parameters[i])) continue;
            _found.UnionWith(arguments[i].Words);
        }
        if (IsTuple(called.DeclaringType) && self.Local is { } local) Hold((caller, "local", local), all);

        if (called is { Name: "SetResult", DeclaringType.Namespace: Compiler } && _started.TryGetValue((caller.Module, caller.DeclaringType!.MetadataToken), out var start)) Hold((start, "result", 0), all);

        if (isNew) stack.Push(IsTuple(called.DeclaringType) ? all : Value.None);
        else if (called is MethodInfo { ReturnType: var type } && type != typeof(void)) stack.Push(isOurs ? Held((Key(called), "result", 0)) : IsAwait(called) ? self.With(all) with { Local = null } : Value.None);
    }

    /// <summary>What is awaited goes through these.</summary>
    private static bool IsAwait(MethodBase called) =>
        called.Name is "GetAwaiter" or "GetResult" or "ConfigureAwait" or "FromResult" or "get_Result" && called.DeclaringType?.Namespace is Compiler or "System.Threading.Tasks";

    private bool IsSink(MethodBase called, ParameterInfo parameter)
    {
        // What is only logged or counted, nobody has to look up.
        if (parameter.ParameterType != typeof(string) || called.IsDefined(typeof(LoggerMessageAttribute), inherit: false) || called.DeclaringType!.Name.StartsWith("__", StringComparison.Ordinal)) return false;
        var name = called.Name.StartsWith("set_", StringComparison.Ordinal) ? called.Name["set_".Length..] : parameter.Name!;
        return name.Equals("code", StringComparison.OrdinalIgnoreCase) || _sinks.Contains((called.DeclaringType!.Name, name));
    }

    private Value Held(object key) => _held.TryGetValue(key, out var words) ? new Value(words) : Value.None;

    private void Hold(object key, Value value)
    {
        if (value.Words.IsEmpty) return;
        var before = _held.GetValueOrDefault(key, []);
        var after = before.Union(value.Words);
        if (after.Count == before.Count) return;
        _held[key] = after;
        foreach (var reader in _readers.GetValueOrDefault(key, [])) Queue(reader);
    }

    // Made of the same generic definition, they are one.
    private static object Key(MemberInfo member) => (member.Module, member.MetadataToken);

    private static Value Pop(Stack<Value> stack) => stack.TryPop(out var value) ? value : Value.None;

    private static Stack<Value> Merge(Stack<Value> here, Value[] arrived) =>
        // Both list the top first. Where one is empty, nothing falls through to here.
        here.Count != arrived.Length ? new Stack<Value>(arrived.Reverse()) : new Stack<Value>(here.Zip(arrived, (a, b) => a.With(b)).Reverse());

    private static bool IsTuple(Type? type) => type?.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) ?? false;

    private static int Pops(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Varpop => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8 or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8
            or StackBehaviour.Popref_popi_popref or StackBehaviour.Popref_popi_pop1 => 3,
        _ => 2,
    };

    private static int Pushes(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Push0 or StackBehaviour.Varpush => 0,
        StackBehaviour.Push1_push1 => 2,
        _ => 1,
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex Word();

    private sealed class Body(MethodBase method, IReadOnlyList<Instruction> instructions)
    {
        public MethodBase Method => method;
        public IReadOnlyList<Instruction> Instructions => instructions;
        public bool IsQueued { get; set; }
    }

    /// <param name="Words">What the value may be.</param>
    /// <param name="Local">The local that it is the address of.</param>
    private sealed record Value(ImmutableHashSet<string> Words, int? Local = null)
    {
        public static Value None { get; } = new([]);

        public Value With(Value other) => other.Words.IsEmpty ? this : Words.IsEmpty ? other with { Local = null } : new Value(Words.Union(other.Words));
    }
}
