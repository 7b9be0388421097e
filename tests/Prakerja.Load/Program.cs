using Prakerja.Load;

return await CommandLine.RunAsync(args);
