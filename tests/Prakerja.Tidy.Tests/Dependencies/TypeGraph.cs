using System.CodeDom.Compiler;
using System.Reflection;
using Prakerja.TestCommon;

namespace Prakerja.Tidy.Tests.Dependencies;

/// <summary>
/// The graph of an assembly's namespaces, read from its code after compilation: it sees a type that a source file uses
/// without its name.
/// </summary>
internal static class TypeGraph
{
    public static Graph Of(Assembly assembly)
    {
        var root = assembly.GetName().Name!;
        var graph = new Graph();
        foreach (var type in assembly.GetTypes().Where(type => IsWritten(type, root) && type.Namespace != root))
        {
            foreach (var used in TypeReferences.Of(type).SelectMany(TypeReferences.TypesOf))
            {
                if (used.Assembly == assembly && IsWritten(used, root))
                    graph.Add(Short(type.Namespace!, root), Short(used.Namespace!, root), type.Name);
            }
        }

        return graph;
    }

    private static bool IsWritten(Type type, string root) =>
        (type.Namespace == root || type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true)
        && !TypeReferences.IsCompilerMade(type)
        && !type.IsDefined(typeof(GeneratedCodeAttribute))
        && type.DeclaringType?.IsDefined(typeof(GeneratedCodeAttribute)) != true;

    private static string Short(string name, string root) => name == root ? "(root)" : name[(root.Length + 1)..];
}
