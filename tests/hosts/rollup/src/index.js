import "flowlog-console/define";
