using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Prakerja.TestCommon;

/// <summary>
/// Finds everything that a type uses: its signatures and all calls in the bodies of its methods, lambdas included.
/// </summary>
public static class TypeReferences
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Members and types that a type references, including its compiler-generated nested types.</summary>
    public static IEnumerable<MemberInfo> Of(Type type)
    {
        foreach (var made in type.GetNestedTypes(Everything).Where(IsCompilerMade))
        {
            foreach (var member in Of(made)) yield return member;
        }

        if (type.BaseType is { } baseType) yield return baseType;
        foreach (var face in type.GetInterfaces()) yield return face;
        foreach (var field in type.GetFields(Everything)) yield return field.FieldType;
        foreach (var method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
        {
            foreach (var parameter in method.GetParameters()) yield return parameter.ParameterType;
            if (method is MethodInfo { ReturnType: var returned }) yield return returned;
            foreach (var member in OfBody(method)) yield return member;
        }
    }

    /// <summary>The types that a member names: itself, its declaring type and their type arguments.</summary>
    public static IEnumerable<Type> TypesOf(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType;
        if (type is null) yield break;
        while (type.HasElementType) type = type.GetElementType()!;
        yield return type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        foreach (var argument in type.GetGenericArguments().SelectMany(TypesOf)) yield return argument;
        if (member is not MethodInfo { IsGenericMethod: true } method) yield break;
        foreach (var argument in method.GetGenericArguments().SelectMany(TypesOf)) yield return argument;
    }

    public static bool IsCompilerMade(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static IEnumerable<MemberInfo> OfBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        var bytes = body.GetILAsByteArray()!;
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < bytes.Length;)
        {
            short value = bytes[at++];
            if (value == 0xFE) value = (short)((0xFE << 8) | bytes[at++]);
            var code = OpCodesByValue[value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(bytes, at), ofType, ofMethod);
                if (member is not null) yield return member;
            }

            at += OperandLength(code, bytes, at);
        }
    }

    private static int OperandLength(OpCode code, byte[] bytes, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, at)),
        _ => 4,
    };
}
