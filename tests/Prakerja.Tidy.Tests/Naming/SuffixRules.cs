using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Prakerja.Tidy.Tests.Naming;

/// <summary>The last word of a type's name says what kind of type it is.</summary>
internal static class SuffixRules
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> EndpointMaps(IEnumerable<Type> types) => Misnamed(
        types.Where(type => IsStatic(type) && type.GetMethods(Everything).Any(IsMap)), "Api");

    public static IEnumerable<string> RequestBodies(IEnumerable<Type> types) => Misnamed(
        MethodsOf(types)
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(type => type.IsGenericType && NameOf(type) == "JsonBody")
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => !type.IsGenericParameter),
        "Request");

    /// <summary>Types that an endpoint returns. A type of Prakerja.Grains has its own name; so has a page.</summary>
    public static IEnumerable<string> ResponseBodies(IEnumerable<Type> types)
    {
        var own = types.ToList();
        return Misnamed(
            MethodsOf(own)
                .SelectMany(method => ResultsIn(method.ReturnType))
                .SelectMany(PartsOf)
                .Where(type => own.Select(one => one.Assembly).Contains(type.Assembly) && NameOf(type) != "Page"),
            "Response", "View");
    }

    /// <summary>Types that are injected as options, or that name their section of the settings.</summary>
    public static IEnumerable<string> Options(IEnumerable<Type> types)
    {
        var own = types.ToList();
        var injected = own
            .SelectMany(type => type.GetConstructors(Everything))
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(type => type.IsGenericType && OptionsTypes.Contains(type.GetGenericTypeDefinition()))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => own.Select(one => one.Assembly).Contains(type.Assembly));
        var named = own.Where(type => type.IsClass && type.GetField("Section", Everything) is { IsLiteral: true });
        return Misnamed(injected.Concat(named), "Options");
    }

    public static IEnumerable<string> Middleware(IEnumerable<Type> types) => Misnamed(
        types.Where(type => typeof(IMiddleware).IsAssignableFrom(type)
            || type.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters())
                .Any(parameter => parameter.ParameterType == typeof(RequestDelegate))),
        "Middleware");

    public static IEnumerable<string> AuthenticationHandlers(IEnumerable<Type> types) => Misnamed(
        types.Where(type => typeof(IAuthenticationHandler).IsAssignableFrom(type)
            || typeof(IAuthorizationMiddlewareResultHandler).IsAssignableFrom(type)),
        "Handler");

    public static IEnumerable<string> JsonConverters(IEnumerable<Type> types) =>
        Misnamed(types.Where(type => typeof(JsonConverter).IsAssignableFrom(type)), "Converter");

    public static IEnumerable<string> JsonContexts(IEnumerable<Type> types) =>
        Misnamed(types.Where(type => typeof(JsonSerializerContext).IsAssignableFrom(type)), "Json");

    public static IEnumerable<string> Grains(IEnumerable<Type> types) =>
        Misnamed(types.Where(type => type.IsClass && typeof(Grain).IsAssignableFrom(type)), "Grain");

    /// <param name="roles">Interfaces that several kinds of grains implement, named after the role.</param>
    public static IEnumerable<string> GrainInterfaces(IEnumerable<Type> types, IEnumerable<string> roles) => Misnamed(
        types.Where(type => type.IsInterface
            && typeof(IAddressable).IsAssignableFrom(type)
            && !roles.Contains(type.Name)),
        "Grain");

    /// <summary>A static class that decides is a class of rules.</summary>
    public static IEnumerable<string> Rules(IEnumerable<Type> types) => Misnamed(
        types.Where(type => IsStatic(type)
            && type.GetMethods(Everything).Any(method =>
                !method.IsPrivate && NameOf(method.ReturnType) == "Decision")),
        "Rules");

    private static readonly Type[] OptionsTypes =
        [typeof(IOptions<>), typeof(IOptionsMonitor<>), typeof(IOptionsSnapshot<>)];

    private static IEnumerable<string> Misnamed(IEnumerable<Type> types, params string[] suffixes) => types
        .Distinct()
        .Where(type => !suffixes.Any(suffix => NameOf(type).EndsWith(suffix, StringComparison.Ordinal)))
        .Select(type => $"{type.Namespace}.{NameOf(type)}: the name must end in {string.Join(" or ", suffixes)}")
        .Order(StringComparer.Ordinal);

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static bool IsStatic(Type type) => type is { IsClass: true, IsAbstract: true, IsSealed: true };

    private static bool IsMap(MethodInfo method) =>
        method.Name.StartsWith("Map", StringComparison.Ordinal)
        && method.GetParameters() is [var first, ..]
        && typeof(IEndpointRouteBuilder).IsAssignableFrom(first.ParameterType);

    private static IEnumerable<MethodInfo> MethodsOf(IEnumerable<Type> types) =>
        types.SelectMany(type => type.GetNestedTypes(Everything).Prepend(type)).Distinct()
            .SelectMany(type => type.GetMethods(Everything));

    /// <summary>The arguments of the results in a type, as T of Task{Results{Ok{T}, NotFound}}.</summary>
    private static IEnumerable<Type> ResultsIn(Type type)
    {
        if (!type.IsGenericType) return [];
        var isResult = typeof(IResult).IsAssignableFrom(type) && NameOf(type) != "Results";
        return isResult ? type.GetGenericArguments() : type.GetGenericArguments().SelectMany(ResultsIn);
    }

    private static IEnumerable<Type> PartsOf(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(PartsOf).Prepend(type) : [type];
}
